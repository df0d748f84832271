//! The derived `new`, and what it needs.
#[allow(
    deprecated,
    private_bounds,
    unused_qualifications,
    clippy::new_without_default,
    clippy::too_many_arguments,
)]
const _: () = {
    use ::metrics_core as __metrics_core;
    struct __MetricsSpec0;
    impl __metrics_core::__private::Spec for __MetricsSpec0 {
        const MAX_SERIES: ::core::option::Option<::core::primitive::u32> = ::core::option::Option::Some(
            100u32,
        );
    }
    struct __MetricsSpec1;
    impl __metrics_core::__private::Spec for __MetricsSpec1 {
        const BUCKETS: &'static [::core::primitive::f64] = &[0.1f64, 1f64];
    }
    const _: () = __metrics_core::__private::check_buckets(
        <__MetricsSpec1 as __metrics_core::__private::Spec>::BUCKETS,
    );
    #[automatically_derived]
    impl __metrics_core::Describe for Http {
        const TREE: &'static __metrics_core::__private::Tree = &__metrics_core::__private::Tree {
            prefix: "shop_http",
            const_labels: &[("tier", "edge")],
            own: &[
                __metrics_core::__private::FieldDesc {
                    name: "requests_total",
                    help: "Requests finished.",
                    stated_unit: "",
                    kind: <CounterVec<
                        Request,
                    > as __metrics_core::__private::Field<__MetricsSpec0>>::KIND,
                    of: <CounterVec<
                        Request,
                    > as __metrics_core::__private::Field<__MetricsSpec0>>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Http",
                            field: "requests",
                        }),
                    },
                },
                __metrics_core::__private::FieldDesc {
                    name: "duration_seconds",
                    help: "Time to answer.",
                    stated_unit: "seconds",
                    kind: <Histogram as __metrics_core::__private::BucketField<
                        __MetricsSpec1,
                    >>::KIND,
                    of: <Histogram as __metrics_core::__private::BucketField<
                        __MetricsSpec1,
                    >>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Http",
                            field: "duration_seconds",
                        }),
                    },
                },
            ],
            groups: &[],
        };
    }
    #[automatically_derived]
    impl __metrics_core::__private::Group for Http {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            <CounterVec<
                Request,
            > as __metrics_core::__private::Field<
                __MetricsSpec0,
            >>::emit(&self.requests, &__descs[0usize], __scrape);
            <Histogram as __metrics_core::__private::BucketField<
                __MetricsSpec1,
            >>::emit(&self.duration_seconds, &__descs[1usize], __scrape);
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Http
    where
        for<'__metrics> Self: __metrics_core::__private::SharedStruct,
    {
        fn describe(&self, __descs: &mut __metrics_core::Descs) {
            ::core::iter::Extend::extend(
                __descs,
                <Self as __metrics_core::Describe>::descs(),
            );
        }
        fn collect(&self, __scrape: &mut __metrics_core::Scrape<'_>) {
            <Self as __metrics_core::__private::Group>::emit(
                self,
                &<Self as __metrics_core::Describe>::descs(),
                __scrape,
            );
        }
        fn as_group(
            &self,
        ) -> ::core::option::Option<&dyn __metrics_core::__private::Group> {
            ::core::option::Option::Some(self)
        }
    }
    const _: () = __metrics_core::__private::check_field(
        <Http as __metrics_core::Describe>::TREE,
        0usize,
    );
    const _: () = __metrics_core::__private::check_field(
        <Http as __metrics_core::Describe>::TREE,
        1usize,
    );
    const _: () = __metrics_core::__private::check_max_series(
        <Http as __metrics_core::Describe>::TREE,
        0usize,
        100u32,
    );
    const _: () = __metrics_core::__private::check_unit(
        <Http as __metrics_core::Describe>::TREE,
        1usize,
    );
    const _: () = <u64 as __metrics_core::__private::Shared>::SHARED;
    #[automatically_derived]
    impl Http {
        ///A `Http` whose metrics are new. Can be evaluated in a constant: the value of a `static`.
        #[must_use]
        pub(crate) const fn new(limit: u64) -> Self {
            Self {
                requests: <CounterVec<
                    Request,
                > as __metrics_core::__private::Field<__MetricsSpec0>>::INIT,
                duration_seconds: <Histogram as __metrics_core::__private::BucketField<
                    __MetricsSpec1,
                >>::INIT,
                limit,
            }
        }
    }
};
