//! `#[derive(ErrorLabel)]`: the variants of an error as the values of a label.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Path};

use crate::attr::Place;
use crate::errors::{Errors, Message};
use crate::fallback;
use crate::lint;
use crate::tokens::{derived_impl, import};
use crate::variants::{self, Named};

const ENUM: Place = Place {
    attribute: "label",
    keys: &[("rename_all", "rename_all = \"snake_case\""), ("crate", "crate = ::metrics")],
    elsewhere: &[("rename", "belongs on a variant", "`#[label(rename = \"…\")]`")],
    foreign: None,
};

/// Stands for a call that returned no error; see `ErrorOf` in the runtime crate.
const NONE: &str = "none";

/// Expands the derive.
pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let (mut krate, mut rename_all) = (None, None);
    for item in ENUM.items(&input.attrs, &mut errors) {
        match item.key.to_string().as_str() {
            "rename_all" => rename_all = item.case(&mut errors),
            _ => krate = item.crate_path(&mut errors),
        }
    }
    let ident = &input.ident;
    let mut values = Vec::new();
    match &input.data {
        Data::Enum(data) if data.variants.is_empty() => {
            let message = Message::new(format!("`{ident}` has no variants, so it has no value"));
            errors.push(ident, message.help("remove the derive"));
        }
        Data::Enum(data) => {
            values = variants::values(ident, data, rename_all.as_ref(), &mut errors);
            for variant in values.iter().filter(|variant| variant.value == NONE) {
                let message = Message::new(format!("the value `{NONE}` is taken"))
                    .help("`#[label(rename = \"…\")]`")
                    .note("it stands for a call that returned no error");
                errors.push(&variant.ident, message);
            }
        }
        Data::Struct(data) => errors.push(data.struct_token, only()),
        Data::Union(data) => errors.push(data.union_token, only()),
    }
    if errors.is_empty() {
        return tokens(input, krate.as_ref(), &values);
    }
    fallback::error_label(input, krate.as_ref(), errors)
}

fn only() -> Message {
    Message::new("`ErrorLabel` can be derived only for an enum")
        .note("its variants are the values of the label")
}

fn tokens(input: &DeriveInput, krate: Option<&Path>, values: &[Named]) -> TokenStream {
    let ident = &input.ident;
    let import = import(krate);
    let (params, arguments, clause) = input.generics.split_for_impl();
    let texts: Vec<&String> = values.iter().map(|variant| &variant.value).collect();
    let arms = values
        .iter()
        .enumerate()
        .map(|(i, Named { ident, .. })| quote!(Self::#ident { .. } => #i,));
    let label = derived_impl(
        ident,
        &quote!(#params __metrics_core::ErrorLabel for #ident #arguments #clause),
        quote! {
            const VALUES: &'static [&'static ::core::primitive::str] = &[#(#texts),*];
            const WITH_NONE: &'static [&'static ::core::primitive::str] = &[#NONE, #(#texts),*];

            #[inline]
            fn index(&self) -> ::core::primitive::usize {
                match self {
                    #(#arms)*
                }
            }
        },
    );
    let lints = lint::standing_alone(&variants::lints(values));
    quote! {
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            #import
            #label
        };
        #lints
    }
}
