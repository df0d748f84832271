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
    #[automatically_derived]
    impl __metrics_core::Describe for Service {
        const TREE: &'static __metrics_core::__private::Tree = &__metrics_core::__private::Tree {
            prefix: "",
            const_labels: &[],
            own: &[],
            groups: &[
                __metrics_core::__private::TreeGroup {
                    prefix: "pool",
                    const_labels: &[],
                    tree: <Pool as __metrics_core::__private::MadeGroupField>::TREE,
                    is_snapshot: false,
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Service",
                            field: "pool",
                        }),
                    },
                },
                __metrics_core::__private::TreeGroup {
                    prefix: "",
                    const_labels: &[("role", "standby")],
                    tree: <Option<
                        Arc<Standby>,
                    > as __metrics_core::__private::GroupField>::TREE,
                    is_snapshot: false,
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Service",
                            field: "standby",
                        }),
                    },
                },
            ],
        };
    }
    #[automatically_derived]
    impl __metrics_core::__private::Group for Service {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            <Pool as __metrics_core::__private::MadeGroupField>::emit(
                &self.pool,
                &__descs[const {
                    <Self as __metrics_core::Describe>::TREE.offset(0usize)
                }..const { <Self as __metrics_core::Describe>::TREE.offset(1usize) }],
                __scrape,
            );
            <Option<
                Arc<Standby>,
            > as __metrics_core::__private::GroupField>::emit(
                &self.standby,
                &__descs[const {
                    <Self as __metrics_core::Describe>::TREE.offset(1usize)
                }..const { <Self as __metrics_core::Describe>::TREE.offset(2usize) }],
                __scrape,
            );
        }
        fn trust(&self) -> __metrics_core::__private::Trust {
            ::core::cmp::Ord::max(
                ::core::cmp::Ord::max(
                    __metrics_core::__private::Trust::Cells,
                    <Pool as __metrics_core::__private::MadeGroupField>::trust(
                        &self.pool,
                    ),
                ),
                <Option<
                    Arc<Standby>,
                > as __metrics_core::__private::GroupField>::trust(&self.standby),
            )
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Service
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
    const _: () = __metrics_core::__private::check_group(
        <Service as __metrics_core::Describe>::TREE,
        0usize,
    );
    const _: () = __metrics_core::__private::check_group(
        <Service as __metrics_core::Describe>::TREE,
        1usize,
    );
    #[automatically_derived]
    impl Service {
        ///A `Service` whose metrics are new. Can be evaluated in a constant: the value of a `static`.
        #[must_use]
        const fn new(standby: Option<Arc<Standby>>) -> Self {
            Self {
                pool: <Pool as __metrics_core::__private::MadeGroupField>::INIT,
                standby,
            }
        }
    }
};
