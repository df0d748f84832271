//! One call per scrape.
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
        name: "Disks",
    };
    #[automatically_derived]
    impl __metrics_core::Describe for Disks {
        const TREE: &'static __metrics::Tree = &__metrics::Tree {
            prefix: "disk",
            const_labels: &[],
            own: &[
                __metrics::FieldDesc {
                    name: "looks_total",
                    help: "Times that the disks were looked at.",
                    stated_unit: "",
                    kind: <Counter as __metrics::Field>::KIND,
                    of: <Counter as __metrics::Field>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("looks_total", ::core::file!(), ::core::line!()),
                },
            ],
            groups: &[
                __metrics::TreeGroup {
                    prefix: "",
                    const_labels: &[],
                    tree: __metrics::snapshot(|__this: &Self| Self::ask(__this)).tree,
                    is_snapshot: true,
                    place: __METRICS_TYPE
                        .place("snapshot", ::core::file!(), ::core::line!()),
                },
            ],
        };
    }
    #[automatically_derived]
    impl __metrics::Group for Disks {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            <Counter as __metrics::Field>::emit(
                &self.looks_total,
                &__descs[0],
                __scrape,
            );
            let __snapshots = __metrics::snapshot(|__this: &Self| Self::ask(__this));
            (__snapshots
                .emit)(
                __snapshots.take,
                self,
                &__descs[const {
                    <Self as __metrics_core::Describe>::TREE.offset(0)
                }..const { <Self as __metrics_core::Describe>::TREE.offset(1) }],
                __scrape,
            );
        }
        fn trust(&self) -> __metrics::Trust {
            __metrics::Trust::Foreign
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Disks
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
        1,
    >(<Disks as __metrics_core::Describe>::TREE);
    const _: () = __metrics::check_field(<Disks as __metrics_core::Describe>::TREE, 0);
    const _: () = __metrics::check_snapshot(
        <Disks as __metrics_core::Describe>::TREE,
        0,
        __METRICS_MEETINGS,
    );
};
