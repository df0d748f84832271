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
    #[automatically_derived]
    impl __metrics_core::Describe for Shop {
        const TREE: &'static __metrics_core::__private::Tree = &__metrics_core::__private::Tree {
            prefix: "shop",
            const_labels: &[],
            own: &[
                __metrics_core::__private::FieldDesc {
                    name: "orders_total",
                    help: "Orders taken.",
                    stated_unit: "",
                    kind: <Counter as __metrics_core::__private::Field>::KIND,
                    of: <Counter as __metrics_core::__private::Field>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Shop",
                            field: "orders_total",
                        }),
                    },
                },
                __metrics_core::__private::FieldDesc {
                    name: "queue_length",
                    help: "Orders that wait.",
                    stated_unit: "",
                    kind: <Gauge as __metrics_core::__private::Field>::KIND,
                    of: <Gauge as __metrics_core::__private::Field>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Shop",
                            field: "queue_length",
                        }),
                    },
                },
                __metrics_core::__private::FieldDesc {
                    name: "lookups_total",
                    help: "Look-ups in the cache of prices.",
                    stated_unit: "",
                    kind: <CounterVec<Cache> as __metrics_core::__private::Field>::KIND,
                    of: <CounterVec<Cache> as __metrics_core::__private::Field>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Shop",
                            field: "lookups_total",
                        }),
                    },
                },
                __metrics_core::__private::FieldDesc {
                    name: "returned_euros_total",
                    help: "Money that was returned.",
                    stated_unit: "",
                    kind: <FloatCounter as __metrics_core::__private::Field>::KIND,
                    of: <FloatCounter as __metrics_core::__private::Field>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Shop",
                            field: "returned_euros_total",
                        }),
                    },
                },
                __metrics_core::__private::FieldDesc {
                    name: "reserve_seconds",
                    help: "Time it takes to reserve an order's items.",
                    stated_unit: "",
                    kind: <Histogram as __metrics_core::__private::Field>::KIND,
                    of: <Histogram as __metrics_core::__private::Field>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Shop",
                            field: "reserve_seconds",
                        }),
                    },
                },
            ],
            groups: &[],
        };
    }
    #[automatically_derived]
    impl __metrics_core::__private::Group for Shop {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            <Counter as __metrics_core::__private::Field>::emit(
                &self.orders_total,
                &__descs[0usize],
                __scrape,
            );
            <Gauge as __metrics_core::__private::Field>::emit(
                &self.queue_length,
                &__descs[1usize],
                __scrape,
            );
            <CounterVec<
                Cache,
            > as __metrics_core::__private::Field>::emit(
                &self.lookups_total,
                &__descs[2usize],
                __scrape,
            );
            <FloatCounter as __metrics_core::__private::Field>::emit(
                &self.returned_euros_total,
                &__descs[3usize],
                __scrape,
            );
            <Histogram as __metrics_core::__private::Field>::emit(
                &self.reserve_seconds,
                &__descs[4usize],
                __scrape,
            );
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Shop
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
        <Shop as __metrics_core::Describe>::TREE,
        0usize,
    );
    const _: () = __metrics_core::__private::check_field(
        <Shop as __metrics_core::Describe>::TREE,
        1usize,
    );
    const _: () = __metrics_core::__private::check_field(
        <Shop as __metrics_core::Describe>::TREE,
        2usize,
    );
    const _: () = __metrics_core::__private::check_field(
        <Shop as __metrics_core::Describe>::TREE,
        3usize,
    );
    const _: () = __metrics_core::__private::check_field(
        <Shop as __metrics_core::Describe>::TREE,
        4usize,
    );
};
