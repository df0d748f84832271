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
    use __metrics_core::__private as __metrics;
    const __METRICS_TYPE: __metrics::Type = __metrics::Type {
        module: ::core::module_path!(),
        name: "Http",
    };
    struct __MetricsSpec0;
    impl __metrics::Spec for __MetricsSpec0 {
        const MAX_SERIES: ::core::option::Option<::core::primitive::u32> = ::core::option::Option::Some(
            100u32,
        );
    }
    struct __MetricsSpec1;
    impl __metrics::Spec for __MetricsSpec1 {
        const BUCKETS: &'static [::core::primitive::f64] = &[0.1f64, 1f64];
    }
    const _: () = __metrics::check_buckets(<__MetricsSpec1 as __metrics::Spec>::BUCKETS);
    #[automatically_derived]
    impl __metrics_core::Describe for Http {
        const TREE: &'static __metrics::Tree = &__metrics::Tree {
            prefix: "shop_http",
            const_labels: &[("tier", "edge")],
            own: &[
                __metrics::FieldDesc {
                    name: "requests_total",
                    help: "Requests finished.",
                    stated_unit: "",
                    kind: <CounterVec<
                        Request,
                    > as __metrics::Field<__MetricsSpec0>>::KIND,
                    of: <CounterVec<Request> as __metrics::Field<__MetricsSpec0>>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("requests", ::core::file!(), ::core::line!()),
                },
                __metrics::FieldDesc {
                    name: "duration_seconds",
                    help: "Time to answer.",
                    stated_unit: "seconds",
                    kind: <Histogram as __metrics::BucketField<__MetricsSpec1>>::KIND,
                    of: <Histogram as __metrics::BucketField<__MetricsSpec1>>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("duration_seconds", ::core::file!(), ::core::line!()),
                },
            ],
            groups: &[],
        };
    }
    #[automatically_derived]
    impl __metrics::Group for Http {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            <CounterVec<
                Request,
            > as __metrics::Field<
                __MetricsSpec0,
            >>::emit(&self.requests, &__descs[0], __scrape);
            <Histogram as __metrics::BucketField<
                __MetricsSpec1,
            >>::emit(&self.duration_seconds, &__descs[1], __scrape);
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Http
    where
        for<'__metrics> Self: __metrics::SharedStruct,
    {
        fn describe(&self, __descs: &mut __metrics_core::Descs) {
            __metrics::describe::<Self>(__descs);
        }
        fn collect(&self, __scrape: &mut __metrics_core::Scrape<'_>) {
            __metrics::collect(self, __scrape);
        }
        fn as_group(&self) -> ::core::option::Option<&dyn __metrics::Group> {
            ::core::option::Option::Some(self)
        }
    }
    const _: () = __metrics::check_field(<Http as __metrics_core::Describe>::TREE, 0);
    const _: () = __metrics::check_field(<Http as __metrics_core::Describe>::TREE, 1);
    const _: () = __metrics::check_max_series(
        <Http as __metrics_core::Describe>::TREE,
        0usize,
        100u32,
    );
    const _: () = __metrics::check_unit(
        <Http as __metrics_core::Describe>::TREE,
        1usize,
    );
    const _: () = <u64 as __metrics::Shared>::SHARED;
    #[automatically_derived]
    impl Http {
        ///A `Http` whose metrics are new. Can be evaluated in a constant: the value of a `static`.
        #[must_use]
        pub(crate) const fn new(limit: u64) -> Self {
            Self {
                requests: <CounterVec<
                    Request,
                > as __metrics::Field<__MetricsSpec0>>::INIT,
                duration_seconds: <Histogram as __metrics::BucketField<
                    __MetricsSpec1,
                >>::INIT,
                limit,
            }
        }
    }
};
