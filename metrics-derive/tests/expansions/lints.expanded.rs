//! A lint that the macro decides, and one that the type does.
const _: () = {
    use ::metrics_core as __metrics_core;
    use __metrics_core::__private as __metrics;
    const __METRICS_TYPE: __metrics::Type = __metrics::Type {
        module: ::core::module_path!(),
        name: "Orders",
    };
    #[allow(deprecated)]
    const __METRICS_TREE: &__metrics::Tree = <Orders as __metrics_core::Describe>::TREE;
    #[allow(non_camel_case_types)]
    struct lint<const FOUND: ::core::primitive::usize>;
    #[allow(dead_code, non_upper_case_globals)]
    impl lint<0> {
        const missing_total: () = ();
    }
    #[allow(dead_code, non_upper_case_globals)]
    impl lint<1> {
        #[deprecated(
            note = "`placedOrders` is not in snake_case\n  help: rename the field to `placed_orders`, or `#[metric(allow(camel_case))]`"
        )]
        const camel_case: () = ();
    }
    #[allow(dead_code, non_upper_case_globals)]
    impl lint<2> {
        #[deprecated(
            note = "counter `delivered` does not end in `_total`\n  help: rename the field to `delivered_total`, or `#[metric(allow(missing_total))]`"
        )]
        const missing_total: () = ();
    }
    let () = lint::<1>::camel_case;
    let () = lint::<
        {
            2
                * ((::core::matches!(
                    __METRICS_TREE.own[1].kind, __metrics_core::Kind::Counter
                )) == true) as ::core::primitive::usize
        },
    >::missing_total;
};
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
        name: "Orders",
    };
    #[automatically_derived]
    impl __metrics_core::Describe for Orders {
        const TREE: &'static __metrics::Tree = &__metrics::Tree {
            prefix: "",
            const_labels: &[],
            own: &[
                __metrics::FieldDesc {
                    name: "placedOrders",
                    help: "Orders placed.",
                    stated_unit: "",
                    kind: <Gauge as __metrics::Field>::KIND,
                    of: <Gauge as __metrics::Field>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("placedOrders", ::core::file!(), ::core::line!()),
                },
                __metrics::FieldDesc {
                    name: "delivered",
                    help: "Orders delivered.",
                    stated_unit: "",
                    kind: <Delivered as __metrics::Field>::KIND,
                    of: <Delivered as __metrics::Field>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("delivered", ::core::file!(), ::core::line!()),
                },
            ],
            groups: &[],
        };
    }
    #[automatically_derived]
    impl __metrics::Group for Orders {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            <Gauge as __metrics::Field>::emit(&self.placedOrders, &__descs[0], __scrape);
            <Delivered as __metrics::Field>::emit(
                &self.delivered,
                &__descs[1],
                __scrape,
            );
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Orders
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
    const _: () = __metrics::check_field(<Orders as __metrics_core::Describe>::TREE, 0);
    const _: () = __metrics::check_field(<Orders as __metrics_core::Describe>::TREE, 1);
    const _: () = __metrics::check_lines(
        <Orders as __metrics_core::Describe>::TREE,
        1,
        <__metrics::Defaults as __metrics::Spec>::BUCKETS,
    );
};
