//! A set whose series lie in an array.
#[allow(deprecated, unused_qualifications)]
const _: () = {
    use ::metrics_core as __metrics_core;
    use __metrics_core::__private as __metrics;
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
                Self::Get { .. } => 0,
                Self::Post { .. } => 1,
            }
        }
    }
};
#[allow(deprecated, unused_qualifications)]
const _: () = {
    use ::metrics_core as __metrics_core;
    use __metrics_core::__private as __metrics;
    const __METRICS_SERIES: ::core::primitive::usize = __metrics::cardinality(
        <Request as __metrics_core::LabelSet>::LABELS,
    );
    const __METRICS_FLAGS: ::core::primitive::usize = __metrics::flag_words(
        __METRICS_SERIES,
    );
    const _: () = __metrics::check_cardinality(
        <Request as __metrics_core::LabelSet>::LABELS,
    );
    const _: () = __metrics::check_values(
        "method",
        <Method as __metrics_core::ClosedLabel>::VALUES,
        <Method as __metrics_core::ClosedLabel>::DISTINCT,
    );
    const _: () = __metrics::check_values(
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
        ) -> __RequestLabels<__metrics::Value<Method>, __State1> {
            __RequestLabels {
                method: __metrics::Value(method),
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
        ) -> __RequestLabels<__State0, __metrics::Value<bool>> {
            __RequestLabels {
                cached: __metrics::Value(cached),
                method: self.method,
            }
        }
    }
    impl<__State0, __State1> __RequestLabels<__State0, __State1> {
        #[doc(hidden)]
        #[inline]
        pub fn __metrics_labels(self) -> Request
        where
            __State0: __metrics::Given<Method>,
            __State1: __metrics::Given<bool>,
        {
            Request {
                method: __metrics::Given::get(self.method),
                cached: __metrics::Given::get(self.cached),
            }
        }
    }
    #[automatically_derived]
    impl __metrics_core::LabelSet for Request {
        type With<'__metrics> = Request;
        const NAMES: &'static [&'static ::core::primitive::str] = &["method", "cached"];
        const LABELS: &'static [__metrics::Label] = &[
            __metrics::Label {
                name: "method",
                domain: __metrics::Domain::Closed(
                    <Method as __metrics_core::ClosedLabel>::VALUES,
                ),
            },
            __metrics::Label {
                name: "cached",
                domain: __metrics::Domain::Closed(
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
    impl __metrics::ReadLabels for Request {
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
    impl __metrics::ClosedSet for Request {
        const CARDINALITY: ::core::primitive::usize = __METRICS_SERIES;
        type Array<__T: __metrics::Empty> = [__T; __METRICS_SERIES];
        type Flags = [__metrics::Flags; __METRICS_FLAGS];
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
