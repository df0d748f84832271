//! Groups, with a prefix and without.
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
        name: "Service",
    };
    #[automatically_derived]
    impl __metrics_core::Describe for Service {
        const TREE: &'static __metrics::Tree = &__metrics::Tree {
            prefix: "",
            const_labels: &[],
            own: &[],
            groups: &[
                __metrics::TreeGroup {
                    prefix: "pool",
                    const_labels: &[],
                    tree: <Pool as __metrics::MadeGroupField>::TREE,
                    is_snapshot: false,
                    place: __METRICS_TYPE.place("pool", ::core::file!(), ::core::line!()),
                },
                __metrics::TreeGroup {
                    prefix: "",
                    const_labels: &[("role", "standby")],
                    tree: <Option<Arc<Standby>> as __metrics::GroupField>::TREE,
                    is_snapshot: false,
                    place: __METRICS_TYPE
                        .place("standby", ::core::file!(), ::core::line!()),
                },
            ],
        };
    }
    #[automatically_derived]
    impl __metrics::Group for Service {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            <Pool as __metrics::MadeGroupField>::emit(
                &self.pool,
                &__descs[const {
                    <Self as __metrics_core::Describe>::TREE.offset(0)
                }..const { <Self as __metrics_core::Describe>::TREE.offset(1) }],
                __scrape,
            );
            <Option<
                Arc<Standby>,
            > as __metrics::GroupField>::emit(
                &self.standby,
                &__descs[const {
                    <Self as __metrics_core::Describe>::TREE.offset(1)
                }..const { <Self as __metrics_core::Describe>::TREE.offset(2) }],
                __scrape,
            );
        }
        fn trust(&self) -> __metrics::Trust {
            ::core::cmp::Ord::max(
                ::core::cmp::Ord::max(
                    __metrics::Trust::Cells,
                    <Pool as __metrics::MadeGroupField>::trust(&self.pool),
                ),
                <Option<Arc<Standby>> as __metrics::GroupField>::trust(&self.standby),
            )
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Service
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
    const __METRICS_MEETINGS: &[::core::primitive::bool] = &__metrics::meetings::<
        2,
    >(<Service as __metrics_core::Describe>::TREE);
    const _: () = __metrics::check_group(
        <Service as __metrics_core::Describe>::TREE,
        0,
        __METRICS_MEETINGS,
    );
    const _: () = __metrics::check_group(
        <Service as __metrics_core::Describe>::TREE,
        1,
        __METRICS_MEETINGS,
    );
    #[automatically_derived]
    impl Service {
        ///A `Service` whose metrics are new. Can be evaluated in a constant: the value of a `static`.
        #[must_use]
        const fn new(standby: Option<Arc<Standby>>) -> Self {
            Self {
                pool: <Pool as __metrics::MadeGroupField>::INIT,
                standby,
            }
        }
    }
};
