//! What is emitted beside an error: all that the derive would have implemented, without a body,
//! so that one mistake does not make every use of the type an error of its own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Generics, Path, TypeParamBound, parse_quote};

use crate::errors::Errors;
use crate::generics::{StaticImpl, arguments};
use crate::tokens::{derived_impl, import, init_impl, sharing_bound};

/// The constructor that a collector asked for.
pub(crate) struct New {
    pub(crate) signature: TokenStream,
    pub(crate) takes_arguments: bool,
}

/// For `Collector`.
///
/// The errors are the body of `new`, if there is one: a function that is known to be wrong is
/// not evaluated, while one that panics would make a second error of every `static` that it is
/// called for.
pub(crate) fn collector(
    input: &DeriveInput,
    krate: Option<&Path>,
    new: Option<New>,
    errors: Errors,
) -> TokenStream {
    let bounds = [
        parse_quote!(::core::marker::Send),
        parse_quote!(::core::marker::Sync),
        parse_quote!('static),
    ];
    let target = Target::new(input, &bounds);
    let errors = errors.into_compile_errors();
    let (errors, init) = match new {
        Some(New { signature, takes_arguments }) => {
            let init = (!takes_arguments)
                .then(|| init_impl(&input.ident, &target.generics, &target.arguments));
            (target.inherent(quote!(#signature { #errors })), init)
        }
        None => (errors, None),
    };
    let describe = target.of(
        &quote!(__metrics_core::Describe),
        quote! {
            const TREE: &'static __metrics::Tree =
                &__metrics::Tree {
                    prefix: "",
                    const_labels: &[],
                    own: &[],
                    groups: &[],
                };
        },
    );
    let group = target.of(
        &quote!(__metrics::Group),
        quote! {
            fn emit(&self, _: &[__metrics_core::Desc], _: &mut __metrics_core::Scrape<'_>) {
                ::core::unimplemented!()
            }
        },
    );
    let mut target = target;
    target.generics.make_where_clause().predicates.push(sharing_bound());
    let collector = target.of(
        &quote!(__metrics_core::Collector),
        quote! {
            fn describe(&self, _: &mut __metrics_core::Descs) {
                ::core::unimplemented!()
            }
            fn collect(&self, _: &mut __metrics_core::Scrape<'_>) {
                ::core::unimplemented!()
            }
        },
    );
    wrapped(krate, &quote!(#errors #init #describe #group #collector))
}

/// For `LabelSet`: as an open set, which asks least of the fields.
pub(crate) fn label_set(input: &DeriveInput, krate: Option<&Path>, errors: Errors) -> TokenStream {
    let target = Target::new(input, &[parse_quote!('static)]);
    let ident = &input.ident;
    let with = arguments(&input.generics, &parse_quote!('__metrics));
    let errors = errors.into_compile_errors();
    let set = target.of(
        &quote!(__metrics_core::LabelSet),
        quote! {
            type With<'__metrics> = #ident #with;
            const NAMES: &'static [&'static ::core::primitive::str] = &[];
            const LABELS: &'static [__metrics::Label] = &[];
            type Store<__M: __metrics_core::Metric> = __metrics::Open<__M>;
            const FIELDS: &'static [&'static ::core::primitive::str] = &[];
            type Blank = ();
            const BLANK: () = ();
        },
    );
    let read = target.of(
        &quote!(__metrics::ReadLabels),
        quote! {
            fn read_labels<__R>(
                &self,
                _: impl ::core::ops::FnOnce(&[&::core::primitive::str]) -> __R,
            ) -> __R {
                ::core::unimplemented!()
            }
        },
    );
    let open = target.of(
        &quote!(__metrics::OpenSet),
        quote! {
            fn with_key<__R>(
                _: <Self as __metrics_core::LabelSet>::With<'_>,
                _: impl ::core::ops::FnOnce(
                    ::core::primitive::u32,
                    &[&::core::primitive::str],
                ) -> __R,
            ) -> __R {
                ::core::unimplemented!()
            }
        },
    );
    wrapped(krate, &quote!(#errors #set #read #open))
}

/// For `LabelValue`: as a closed and as an open label, so that a set may use it as either.
pub(crate) fn label_value(
    input: &DeriveInput,
    krate: Option<&Path>,
    errors: Errors,
) -> TokenStream {
    let target = Target::new(input, &[parse_quote!('static)]);
    let errors = errors.into_compile_errors();
    let value = target.of(
        &quote!(__metrics_core::LabelValue),
        quote! {
            fn with_text<__R>(
                &self,
                _: impl ::core::ops::FnOnce(&::core::primitive::str) -> __R,
            ) -> __R {
                ::core::unimplemented!()
            }
        },
    );
    let closed = target.of(
        &quote!(__metrics_core::ClosedLabel),
        quote! {
            const VALUES: &'static [&'static ::core::primitive::str] = &[""];
            fn index(&self) -> ::core::primitive::usize {
                ::core::unimplemented!()
            }
        },
    );
    let open = target.of(&quote!(__metrics_core::OpenLabel), TokenStream::new());
    wrapped(krate, &quote!(#errors #value #closed #open))
}

/// For `ErrorLabel`.
pub(crate) fn error_label(
    input: &DeriveInput,
    krate: Option<&Path>,
    errors: Errors,
) -> TokenStream {
    let DeriveInput { ident, generics, .. } = input;
    let (params, arguments, clause) = generics.split_for_impl();
    let errors = errors.into_compile_errors();
    let label = derived_impl(
        ident,
        &quote!(#params __metrics_core::ErrorLabel for #ident #arguments #clause),
        quote! {
            const VALUES: &'static [&'static ::core::primitive::str] = &[""];
            const WITH_NONE: &'static [&'static ::core::primitive::str] = &["none", ""];
            fn index(&self) -> ::core::primitive::usize {
                ::core::unimplemented!()
            }
        },
    );
    wrapped(krate, &quote!(#errors #label))
}

fn wrapped(krate: Option<&Path>, items: &TokenStream) -> TokenStream {
    let import = import(krate);
    quote! {
        #[allow(deprecated, unused_variables)]
        const _: () = {
            #import
            #items
        };
    }
}

/// The type that the implementations are for.
struct Target<'a> {
    input: &'a DeriveInput,
    generics: Generics,
    arguments: TokenStream,
}

impl<'a> Target<'a> {
    fn new(input: &'a DeriveInput, bounds: &[TypeParamBound]) -> Self {
        let StaticImpl { generics, arguments } = StaticImpl::new(&input.generics, bounds);
        Self { input, generics, arguments }
    }

    fn of(&self, implemented: &TokenStream, items: TokenStream) -> TokenStream {
        let Self { input: DeriveInput { ident, .. }, generics, arguments } = self;
        let (params, _, clause) = generics.split_for_impl();
        derived_impl(ident, &quote!(#params #implemented for #ident #arguments #clause), items)
    }

    fn inherent(&self, items: TokenStream) -> TokenStream {
        let Self { input: DeriveInput { ident, .. }, generics, arguments } = self;
        let (params, _, clause) = generics.split_for_impl();
        derived_impl(ident, &quote!(#params #ident #arguments #clause), items)
    }
}
