//! A struct of five metrics.
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
        name: "Shop",
    };
    #[automatically_derived]
    impl __metrics_core::Describe for Shop {
        const TREE: &'static __metrics::Tree = &__metrics::Tree {
            prefix: "shop",
            const_labels: &[],
            own: &[
                __metrics::FieldDesc {
                    name: "orders_total",
                    help: "Orders taken.",
                    stated_unit: "",
                    kind: <Counter as __metrics::Field>::KIND,
                    of: <Counter as __metrics::Field>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("orders_total", ::core::file!(), ::core::line!()),
                },
                __metrics::FieldDesc {
                    name: "queue_length",
                    help: "Orders that wait.",
                    stated_unit: "",
                    kind: <Gauge as __metrics::Field>::KIND,
                    of: <Gauge as __metrics::Field>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("queue_length", ::core::file!(), ::core::line!()),
                },
                __metrics::FieldDesc {
                    name: "lookups_total",
                    help: "Look-ups in the cache of prices.",
                    stated_unit: "",
                    kind: <CounterVec<Cache> as __metrics::Field>::KIND,
                    of: <CounterVec<Cache> as __metrics::Field>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("lookups_total", ::core::file!(), ::core::line!()),
                },
                __metrics::FieldDesc {
                    name: "returned_euros_total",
                    help: "Money that was returned.",
                    stated_unit: "",
                    kind: <FloatCounter as __metrics::Field>::KIND,
                    of: <FloatCounter as __metrics::Field>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("returned_euros_total", ::core::file!(), ::core::line!()),
                },
                __metrics::FieldDesc {
                    name: "reserve_seconds",
                    help: "Time it takes to reserve an order's items.",
                    stated_unit: "",
                    kind: <Histogram as __metrics::Field>::KIND,
                    of: <Histogram as __metrics::Field>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("reserve_seconds", ::core::file!(), ::core::line!()),
                },
            ],
            groups: &[],
        };
    }
    #[automatically_derived]
    impl __metrics::Group for Shop {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            <Counter as __metrics::Field>::emit(
                &self.orders_total,
                &__descs[0],
                __scrape,
            );
            <Gauge as __metrics::Field>::emit(&self.queue_length, &__descs[1], __scrape);
            <CounterVec<
                Cache,
            > as __metrics::Field>::emit(&self.lookups_total, &__descs[2], __scrape);
            <FloatCounter as __metrics::Field>::emit(
                &self.returned_euros_total,
                &__descs[3],
                __scrape,
            );
            <Histogram as __metrics::Field>::emit(
                &self.reserve_seconds,
                &__descs[4],
                __scrape,
            );
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Shop
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
    const _: () = __metrics::check_field(<Shop as __metrics_core::Describe>::TREE, 0);
    const _: () = __metrics::check_field(<Shop as __metrics_core::Describe>::TREE, 1);
    const _: () = __metrics::check_field(<Shop as __metrics_core::Describe>::TREE, 2);
    const _: () = __metrics::check_field(<Shop as __metrics_core::Describe>::TREE, 3);
    const _: () = __metrics::check_field(<Shop as __metrics_core::Describe>::TREE, 4);
};
