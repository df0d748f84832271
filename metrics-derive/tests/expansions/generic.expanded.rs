//! Parameters, on which some fields depend.
const _: () = {
    use ::metrics_core as __metrics_core;
    #[allow(deprecated)]
    const __METRICS_TREE: &__metrics_core::__private::Tree = &__metrics_core::__private::Tree {
        prefix: "",
        const_labels: &[],
        own: &[
            __metrics_core::__private::FieldDesc {
                name: "entries",
                help: "Entries.",
                stated_unit: "",
                kind: <Gauge as __metrics_core::__private::Field>::KIND,
                of: <Gauge as __metrics_core::__private::Field>::TYPE,
                const_labels: &[],
                place: __metrics_core::Place {
                    file: ::core::file!(),
                    line: ::core::line!(),
                    field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                        module: ::core::module_path!(),
                        ty: "Cache",
                        field: "entries",
                    }),
                },
            },
        ],
        groups: &[],
    };
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
    impl<
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        M: ::core::marker::Send + ::core::marker::Sync + 'static,
        const N: usize,
    > __metrics_core::Describe for Cache<K, M, N>
    where
        K: Key,
        M: __metrics_core::__private::Field,
        PhantomData<[K; N]>: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        const TREE: &'static __metrics_core::__private::Tree = &__metrics_core::__private::Tree {
            prefix: "",
            const_labels: &[],
            own: &[
                __metrics_core::__private::FieldDesc {
                    name: "lookups_total",
                    help: "Look-ups.",
                    stated_unit: "",
                    kind: <M as __metrics_core::__private::Field>::KIND,
                    of: <M as __metrics_core::__private::Field>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Cache",
                            field: "lookups_total",
                        }),
                    },
                },
                __metrics_core::__private::FieldDesc {
                    name: "entries",
                    help: "Entries.",
                    stated_unit: "",
                    kind: <Gauge as __metrics_core::__private::Field>::KIND,
                    of: <Gauge as __metrics_core::__private::Field>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Cache",
                            field: "entries",
                        }),
                    },
                },
            ],
            groups: &[],
        };
    }
    #[automatically_derived]
    impl<
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        M: ::core::marker::Send + ::core::marker::Sync + 'static,
        const N: usize,
    > __metrics_core::__private::Group for Cache<K, M, N>
    where
        K: Key,
        M: __metrics_core::__private::Field,
        PhantomData<[K; N]>: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            let () = <Self as __MetricsChecks>::CHECKS;
            <M as __metrics_core::__private::Field>::emit(
                &self.lookups_total,
                &__descs[0usize],
                __scrape,
            );
            <Gauge as __metrics_core::__private::Field>::emit(
                &self.entries,
                &__descs[1usize],
                __scrape,
            );
        }
    }
    #[automatically_derived]
    impl<
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        M: ::core::marker::Send + ::core::marker::Sync + 'static,
        const N: usize,
    > __metrics_core::Collector for Cache<K, M, N>
    where
        K: Key,
        M: __metrics_core::__private::Field,
        PhantomData<[K; N]>: ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'__metrics> Self: __metrics_core::__private::SharedStruct,
    {
        fn describe(&self, __descs: &mut __metrics_core::Descs) {
            let () = <Self as __MetricsChecks>::CHECKS;
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
    const __METRICS_TREE: &__metrics_core::__private::Tree = &__metrics_core::__private::Tree {
        prefix: "",
        const_labels: &[],
        own: &[
            __metrics_core::__private::FieldDesc {
                name: "entries",
                help: "Entries.",
                stated_unit: "",
                kind: <Gauge as __metrics_core::__private::Field>::KIND,
                of: <Gauge as __metrics_core::__private::Field>::TYPE,
                const_labels: &[],
                place: __metrics_core::Place {
                    file: ::core::file!(),
                    line: ::core::line!(),
                    field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                        module: ::core::module_path!(),
                        ty: "Cache",
                        field: "entries",
                    }),
                },
            },
        ],
        groups: &[],
    };
    const _: () = __metrics_core::__private::check_field(__METRICS_TREE, 0usize);
    trait __MetricsChecks {
        const CHECKS: ();
    }
    #[automatically_derived]
    impl<
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        M: ::core::marker::Send + ::core::marker::Sync + 'static,
        const N: usize,
    > __MetricsChecks for Cache<K, M, N>
    where
        K: Key,
        M: __metrics_core::__private::Field,
        PhantomData<[K; N]>: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        const CHECKS: () = {
            __metrics_core::__private::check_field(
                <Self as __metrics_core::Describe>::TREE,
                0usize,
            );
            __metrics_core::__private::check_field(
                <Self as __metrics_core::Describe>::TREE,
                1usize,
            );
        };
    }
};
