//! Parameters, on which some fields depend.
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
        name: "Cache",
    };
    #[automatically_derived]
    impl<
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        M: ::core::marker::Send + ::core::marker::Sync + 'static,
        const N: usize,
    > __metrics_core::Describe for Cache<K, M, N>
    where
        K: Key,
        M: __metrics::Field,
        PhantomData<[K; N]>: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        const TREE: &'static __metrics::Tree = &__metrics::Tree {
            prefix: "",
            const_labels: &[],
            own: &[
                __metrics::FieldDesc {
                    name: "lookups_total",
                    help: "Look-ups.",
                    stated_unit: "",
                    kind: <M as __metrics::Field>::KIND,
                    of: <M as __metrics::Field>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("lookups_total", ::core::file!(), ::core::line!()),
                },
                __metrics::FieldDesc {
                    name: "entries",
                    help: "Entries.",
                    stated_unit: "",
                    kind: <Gauge as __metrics::Field>::KIND,
                    of: <Gauge as __metrics::Field>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("entries", ::core::file!(), ::core::line!()),
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
    > __metrics::Group for Cache<K, M, N>
    where
        K: Key,
        M: __metrics::Field,
        PhantomData<[K; N]>: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            let () = <Self as __MetricsChecks>::CHECKS;
            <M as __metrics::Field>::emit(&self.lookups_total, &__descs[0], __scrape);
            <Gauge as __metrics::Field>::emit(&self.entries, &__descs[1], __scrape);
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
        M: __metrics::Field,
        PhantomData<[K; N]>: ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'__metrics> Self: __metrics::SharedStruct,
    {
        fn describe(&self, __descs: &mut __metrics_core::Descs) {
            let () = <Self as __MetricsChecks>::CHECKS;
            __metrics::describe::<Self>(__descs);
        }
        fn collect(&self, __scrape: &mut __metrics_core::Scrape<'_>) {
            __metrics::collect(self, __scrape);
        }
        fn as_group(&self) -> ::core::option::Option<&dyn __metrics::Group> {
            ::core::option::Option::Some(self)
        }
    }
    const __METRICS_TREE: &__metrics::Tree = &__metrics::Tree {
        prefix: "",
        const_labels: &[],
        own: &[
            __metrics::FieldDesc {
                name: "entries",
                help: "Entries.",
                stated_unit: "",
                kind: <Gauge as __metrics::Field>::KIND,
                of: <Gauge as __metrics::Field>::TYPE,
                const_labels: &[],
                place: __METRICS_TYPE.place("entries", ::core::file!(), ::core::line!()),
            },
        ],
        groups: &[],
    };
    const _: () = __metrics::check_field(__METRICS_TREE, 0);
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
        M: __metrics::Field,
        PhantomData<[K; N]>: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        const CHECKS: () = {
            __metrics::check_field(<Self as __metrics_core::Describe>::TREE, 0);
            __metrics::check_field(<Self as __metrics_core::Describe>::TREE, 1);
            __metrics::check_lines(
                <Self as __metrics_core::Describe>::TREE,
                0,
                <__metrics::Defaults as __metrics::Spec>::BUCKETS,
            );
        };
    }
};
