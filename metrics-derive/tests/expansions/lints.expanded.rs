//! A lint that the macro decides, and one that the type does.
const _: () = {
    use ::metrics_core as __metrics_core;
    #[allow(deprecated)]
    const __METRICS_TREE: &__metrics_core::__private::Tree = <Orders as __metrics_core::Describe>::TREE;
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
                    __METRICS_TREE.own[1usize].kind, __metrics_core::Kind::Counter
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
    #[automatically_derived]
    impl __metrics_core::Describe for Orders {
        const TREE: &'static __metrics_core::__private::Tree = &__metrics_core::__private::Tree {
            prefix: "",
            const_labels: &[],
            own: &[
                __metrics_core::__private::FieldDesc {
                    name: "placedOrders",
                    help: "Orders placed.",
                    stated_unit: "",
                    kind: <Gauge as __metrics_core::__private::Field>::KIND,
                    of: <Gauge as __metrics_core::__private::Field>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Orders",
                            field: "placedOrders",
                        }),
                    },
                },
                __metrics_core::__private::FieldDesc {
                    name: "delivered",
                    help: "Orders delivered.",
                    stated_unit: "",
                    kind: <Delivered as __metrics_core::__private::Field>::KIND,
                    of: <Delivered as __metrics_core::__private::Field>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Orders",
                            field: "delivered",
                        }),
                    },
                },
            ],
            groups: &[],
        };
    }
    #[automatically_derived]
    impl __metrics_core::__private::Group for Orders {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            <Gauge as __metrics_core::__private::Field>::emit(
                &self.placedOrders,
                &__descs[0usize],
                __scrape,
            );
            <Delivered as __metrics_core::__private::Field>::emit(
                &self.delivered,
                &__descs[1usize],
                __scrape,
            );
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Orders
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
        <Orders as __metrics_core::Describe>::TREE,
        0usize,
    );
    const _: () = __metrics_core::__private::check_field(
        <Orders as __metrics_core::Describe>::TREE,
        1usize,
    );
};
