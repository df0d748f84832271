//! Errors as values of a label.
#[allow(deprecated, unused_qualifications)]
const _: () = {
    use ::metrics_core as __metrics_core;
    use __metrics_core::__private as __metrics;
    #[automatically_derived]
    impl __metrics_core::ErrorLabel for OrderError {
        const VALUES: &'static [&'static ::core::primitive::str] = &[
            "sold_out",
            "declined",
        ];
        const WITH_NONE: &'static [&'static ::core::primitive::str] = &[
            "none",
            "sold_out",
            "declined",
        ];
        #[inline]
        fn index(&self) -> ::core::primitive::usize {
            match self {
                Self::SoldOut { .. } => 0usize,
                Self::Declined { .. } => 1usize,
            }
        }
    }
};
