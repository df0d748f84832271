//! A set whose series lie in an array.
#[allow(deprecated, unused_qualifications)]
const _: () = {
    use ::metrics_core as __metrics_core;
    #[automatically_derived]
    impl __metrics_core::LabelValue for Method {
        fn with_text<__R>(
            &self,
            __read: impl ::core::ops::FnOnce(&::core::primitive::str) -> __R,
        ) -> __R {
            __read(
                <Self as __metrics_core::ClosedLabel>::VALUES[<Self as __metrics_core::ClosedLabel>::index(
                    self,
                )],
            )
        }
    }
    #[automatically_derived]
    impl __metrics_core::ClosedLabel for Method {
        const VALUES: &'static [&'static ::core::primitive::str] = &["get", "post"];
        const DISTINCT: ::core::primitive::bool = true;
        #[inline]
        fn index(&self) -> ::core::primitive::usize {
            match self {
                Self::Get { .. } => 0usize,
                Self::Post { .. } => 1usize,
            }
        }
    }
};
#[allow(deprecated, unused_qualifications)]
const _: () = {
    use ::metrics_core as __metrics_core;
    const __METRICS_SERIES: ::core::primitive::usize = __metrics_core::__private::cardinality(
        <Request as __metrics_core::LabelSet>::LABELS,
    );
    const __METRICS_FLAGS: ::core::primitive::usize = __metrics_core::__private::flag_words(
        __METRICS_SERIES,
    );
    const _: () = __metrics_core::__private::check_cardinality(
        <Request as __metrics_core::LabelSet>::LABELS,
    );
    const _: () = __metrics_core::__private::check_values(
        "method",
        <Method as __metrics_core::ClosedLabel>::VALUES,
        <Method as __metrics_core::ClosedLabel>::DISTINCT,
    );
    const _: () = __metrics_core::__private::check_values(
        "cached",
        <bool as __metrics_core::ClosedLabel>::VALUES,
        <bool as __metrics_core::ClosedLabel>::DISTINCT,
    );
    #[doc(hidden)]
    mod __metrics_missing {
        #[allow(non_camel_case_types, unreachable_pub)]
        pub struct method {}
        #[allow(non_camel_case_types, unreachable_pub)]
        pub struct cached {}
    }
    #[doc(hidden)]
    pub struct __RequestLabels<__State0, __State1> {
        method: __State0,
        cached: __State1,
    }
    impl<__State1> __RequestLabels<__metrics_missing::method, __State1> {
        #[doc(hidden)]
        #[inline]
        #[allow(clippy::type_complexity, clippy::needless_lifetimes)]
        pub fn method(
            self,
            method: Method,
        ) -> __RequestLabels<__metrics_core::__private::Value<Method>, __State1> {
            __RequestLabels {
                method: __metrics_core::__private::Value(method),
                cached: self.cached,
            }
        }
    }
    impl<__State0> __RequestLabels<__State0, __metrics_missing::cached> {
        #[doc(hidden)]
        #[inline]
        #[allow(clippy::type_complexity, clippy::needless_lifetimes)]
        pub fn cached(
            self,
            cached: bool,
        ) -> __RequestLabels<__State0, __metrics_core::__private::Value<bool>> {
            __RequestLabels {
                cached: __metrics_core::__private::Value(cached),
                method: self.method,
            }
        }
    }
    impl<__State0, __State1> __RequestLabels<__State0, __State1> {
        #[doc(hidden)]
        #[inline]
        pub fn __metrics_labels(self) -> Request
        where
            __State0: __metrics_core::__private::Given<Method>,
            __State1: __metrics_core::__private::Given<bool>,
        {
            Request {
                method: __metrics_core::__private::Given::get(self.method),
                cached: __metrics_core::__private::Given::get(self.cached),
            }
        }
    }
    #[automatically_derived]
    impl __metrics_core::LabelSet for Request {
        type With<'__metrics> = Request;
        const NAMES: &'static [&'static ::core::primitive::str] = &["method", "cached"];
        const LABELS: &'static [__metrics_core::__private::Label] = &[
            __metrics_core::__private::Label {
                name: "method",
                domain: __metrics_core::__private::Domain::Closed(
                    <Method as __metrics_core::ClosedLabel>::VALUES,
                ),
            },
            __metrics_core::__private::Label {
                name: "cached",
                domain: __metrics_core::__private::Domain::Closed(
                    <bool as __metrics_core::ClosedLabel>::VALUES,
                ),
            },
        ];
        type Store<__M: __metrics_core::Metric> = <__M as __metrics_core::Metric>::Flat<
            Self,
        >;
        const FIELDS: &'static [&'static ::core::primitive::str] = &["method", "cached"];
        type Blank = __RequestLabels<
            __metrics_missing::method,
            __metrics_missing::cached,
        >;
        const BLANK: Self::Blank = __RequestLabels {
            method: __metrics_missing::method {},
            cached: __metrics_missing::cached {},
        };
    }
    #[automatically_derived]
    impl __metrics_core::__private::ReadLabels for Request {
        fn read_labels<__R>(
            &self,
            __read: impl ::core::ops::FnOnce(&[&::core::primitive::str]) -> __R,
        ) -> __R {
            {
                let __text0 = <Method as __metrics_core::ClosedLabel>::VALUES[<Method as __metrics_core::ClosedLabel>::index(
                    &self.method,
                )];
                {
                    let __text1 = <bool as __metrics_core::ClosedLabel>::VALUES[<bool as __metrics_core::ClosedLabel>::index(
                        &self.cached,
                    )];
                    __read(&[__text0, __text1])
                }
            }
        }
    }
    #[automatically_derived]
    impl __metrics_core::__private::ClosedSet for Request {
        const CARDINALITY: ::core::primitive::usize = __METRICS_SERIES;
        type Array<__T: __metrics_core::__private::Empty> = [__T; __METRICS_SERIES];
        type Flags = [__metrics_core::__private::Flags; __METRICS_FLAGS];
        #[inline]
        fn index(
            __labels: <Self as __metrics_core::LabelSet>::With<'_>,
        ) -> ::core::primitive::usize {
            (<Method as __metrics_core::ClosedLabel>::index(&__labels.method))
                * <bool as __metrics_core::ClosedLabel>::VALUES.len()
                + <bool as __metrics_core::ClosedLabel>::index(&__labels.cached)
        }
    }
};
