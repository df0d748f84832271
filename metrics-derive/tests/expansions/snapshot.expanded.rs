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
    #[automatically_derived]
    impl __metrics_core::Describe for Disks {
        const TREE: &'static __metrics_core::__private::Tree = &__metrics_core::__private::Tree {
            prefix: "disk",
            const_labels: &[],
            own: &[
                __metrics_core::__private::FieldDesc {
                    name: "looks_total",
                    help: "Times that the disks were looked at.",
                    stated_unit: "",
                    kind: <Counter as __metrics_core::__private::Field>::KIND,
                    of: <Counter as __metrics_core::__private::Field>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Disks",
                            field: "looks_total",
                        }),
                    },
                },
            ],
            groups: &[
                __metrics_core::__private::TreeGroup {
                    prefix: "",
                    const_labels: &[],
                    tree: __metrics_core::__private::snapshot(|__this: &Self| Self::ask(
                            __this,
                        ))
                        .tree,
                    is_snapshot: true,
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Disks",
                            field: "snapshot",
                        }),
                    },
                },
            ],
        };
    }
    #[automatically_derived]
    impl __metrics_core::__private::Group for Disks {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            <Counter as __metrics_core::__private::Field>::emit(
                &self.looks_total,
                &__descs[0usize],
                __scrape,
            );
            let __snapshots = __metrics_core::__private::snapshot(|__this: &Self| Self::ask(
                __this,
            ));
            (__snapshots
                .emit)(
                __snapshots.take,
                self,
                &__descs[const {
                    <Self as __metrics_core::Describe>::TREE.offset(0usize)
                }..const { <Self as __metrics_core::Describe>::TREE.offset(1usize) }],
                __scrape,
            );
        }
        fn trust(&self) -> __metrics_core::__private::Trust {
            __metrics_core::__private::Trust::Foreign
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Disks
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
        <Disks as __metrics_core::Describe>::TREE,
        0usize,
    );
    const _: () = __metrics_core::__private::check_snapshot(
        <Disks as __metrics_core::Describe>::TREE,
        0usize,
    );
};
