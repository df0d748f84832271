//! A set whose series lie in a table.
#[allow(deprecated, unused_qualifications)]
const _: () = {
    use ::metrics_core as __metrics_core;
    use __metrics_core::__private as __metrics;
    #[automatically_derived]
    impl __metrics_core::LabelValue for Tenant {
        #[inline]
        fn with_text<__R>(
            &self,
            __read: impl ::core::ops::FnOnce(&::core::primitive::str) -> __R,
        ) -> __R {
            <Arc<str> as __metrics::InnerLabel>::read_inner(&self.0, __read)
        }
    }
    #[automatically_derived]
    impl __metrics_core::OpenLabel for Tenant {}
};
#[allow(deprecated, unused_qualifications)]
const _: () = {
    use ::metrics_core as __metrics_core;
    use __metrics_core::__private as __metrics;
    const _: () = __metrics::check_values(
        "paid",
        <bool as __metrics_core::ClosedLabel>::VALUES,
        <bool as __metrics_core::ClosedLabel>::DISTINCT,
    );
    #[doc(hidden)]
    mod __metrics_missing {
        #[allow(non_camel_case_types, unreachable_pub)]
        pub struct tenant {}
        #[allow(non_camel_case_types, unreachable_pub)]
        pub struct sort {}
        #[allow(non_camel_case_types, unreachable_pub)]
        pub struct paid {}
    }
    #[doc(hidden)]
    pub struct __OrderLabels<__State0, __State1, __State2> {
        tenant: __State0,
        sort: __State1,
        paid: __State2,
    }
    impl<
        __State1,
        __State2,
    > __OrderLabels<__metrics_missing::tenant, __State1, __State2> {
        #[doc(hidden)]
        #[inline]
        #[allow(clippy::type_complexity, clippy::needless_lifetimes)]
        pub fn tenant<'a>(
            self,
            tenant: &'a Tenant,
        ) -> __OrderLabels<__metrics::Value<&'a Tenant>, __State1, __State2> {
            __OrderLabels {
                tenant: __metrics::Value(tenant),
                sort: self.sort,
                paid: self.paid,
            }
        }
    }
    impl<__State0, __State2> __OrderLabels<__State0, __metrics_missing::sort, __State2> {
        #[doc(hidden)]
        #[inline]
        #[allow(clippy::type_complexity, clippy::needless_lifetimes)]
        pub fn sort<'a>(
            self,
            sort: &'a str,
        ) -> __OrderLabels<__State0, __metrics::Value<&'a str>, __State2> {
            __OrderLabels {
                sort: __metrics::Value(sort),
                tenant: self.tenant,
                paid: self.paid,
            }
        }
    }
    impl<__State0, __State1> __OrderLabels<__State0, __State1, __metrics_missing::paid> {
        #[doc(hidden)]
        #[inline]
        #[allow(clippy::type_complexity, clippy::needless_lifetimes)]
        pub fn paid(
            self,
            paid: bool,
        ) -> __OrderLabels<__State0, __State1, __metrics::Value<bool>> {
            __OrderLabels {
                paid: __metrics::Value(paid),
                tenant: self.tenant,
                sort: self.sort,
            }
        }
    }
    impl<__State0, __State1, __State2> __OrderLabels<__State0, __State1, __State2> {
        #[doc(hidden)]
        #[inline]
        pub fn __metrics_labels<'a>(self) -> Order<'a>
        where
            __State0: __metrics::Given<&'a Tenant>,
            __State1: __metrics::Given<&'a str>,
            __State2: __metrics::Given<bool>,
        {
            Order {
                tenant: __metrics::Given::get(self.tenant),
                sort: __metrics::Given::get(self.sort),
                paid: __metrics::Given::get(self.paid),
            }
        }
    }
    #[automatically_derived]
    impl __metrics_core::LabelSet for Order<'static> {
        type With<'__metrics> = Order<'__metrics>;
        const NAMES: &'static [&'static ::core::primitive::str] = &[
            "tenant",
            "type",
            "paid",
        ];
        const LABELS: &'static [__metrics::Label] = &[
            __metrics::Label {
                name: "tenant",
                domain: __metrics::Domain::Open {
                    max: ::core::option::Option::Some(100u32),
                    overflow: "other",
                },
            },
            __metrics::Label {
                name: "type",
                domain: __metrics::Domain::Open {
                    max: ::core::option::Option::None,
                    overflow: "other",
                },
            },
            __metrics::Label {
                name: "paid",
                domain: __metrics::Domain::Closed(
                    <bool as __metrics_core::ClosedLabel>::VALUES,
                ),
            },
        ];
        type Store<__M: __metrics_core::Metric> = __metrics::Open<__M>;
        const FIELDS: &'static [&'static ::core::primitive::str] = &[
            "tenant",
            "sort",
            "paid",
        ];
        type Blank = __OrderLabels<
            __metrics_missing::tenant,
            __metrics_missing::sort,
            __metrics_missing::paid,
        >;
        const BLANK: Self::Blank = __OrderLabels {
            tenant: __metrics_missing::tenant {},
            sort: __metrics_missing::sort {},
            paid: __metrics_missing::paid {},
        };
    }
    #[automatically_derived]
    impl __metrics::ReadLabels for Order<'static> {
        fn read_labels<__R>(
            &self,
            __read: impl ::core::ops::FnOnce(&[&::core::primitive::str]) -> __R,
        ) -> __R {
            <&'static Tenant as __metrics_core::OpenLabel>::read_text(
                &self.tenant,
                |__text0| <&'static str as __metrics_core::OpenLabel>::read_text(
                    &self.sort,
                    |__text1| {
                        let __text2 = <bool as __metrics_core::ClosedLabel>::VALUES[<bool as __metrics_core::ClosedLabel>::index(
                            &self.paid,
                        )];
                        __read(&[__text0, __text1, __text2])
                    },
                ),
            )
        }
    }
    #[automatically_derived]
    impl __metrics::OpenSet for Order<'static> {
        #[inline]
        #[allow(clippy::cast_possible_truncation)]
        fn with_key<'__metrics, __R>(
            __labels: <Self as __metrics_core::LabelSet>::With<'__metrics>,
            __read: impl ::core::ops::FnOnce(
                ::core::primitive::u32,
                &[&::core::primitive::str],
            ) -> __R,
        ) -> __R {
            <&'__metrics Tenant as __metrics_core::OpenLabel>::read_text(
                &__labels.tenant,
                |__text0| <&'__metrics str as __metrics_core::OpenLabel>::read_text(
                    &__labels.sort,
                    |__text1| {
                        let __index: ::core::primitive::usize = <bool as __metrics_core::ClosedLabel>::index(
                            &__labels.paid,
                        );
                        __read(__index as ::core::primitive::u32, &[__text0, __text1])
                    },
                ),
            )
        }
    }
};
