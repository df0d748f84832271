//! `#[derive(LabelValue)]`: model, rules and code, for an enum without data and for a struct
//! around one value.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    Data, DataEnum, DataStruct, DeriveInput, Ident, LitStr, Member, Path, Type, Variant,
    parse_quote,
};

use crate::attr::{self, Keyed, Place};
use crate::errors::{Errors, Message};
use crate::fallback;
use crate::generics::has_type_param;
use crate::lint;
use crate::names::Case;
use crate::tokens::{derived_impl, import, item_of, number};
use crate::variants;

/// What can be a label's value.
enum Shape {
    /// An enum: its variants' values.
    Closed(Vec<variants::Named>),
    /// A struct around one value.
    Transparent(Member, Box<Type>),
}

/// What the type's attributes say.
#[derive(Default)]
struct LabelAttrs {
    krate: Option<Path>,
    transparent: Option<Ident>,
    rename_all: Option<Keyed<(LitStr, Case)>>,
}

const TYPE: Place = Place {
    attribute: "label",
    keys: &[
        ("rename_all", "rename_all = \"snake_case\""),
        ("transparent", "transparent"),
        ("crate", "crate = ::metrics"),
    ],
    elsewhere: &[
        ("allow", "belongs on a variant", "`#[label(allow(empty_value))]`"),
        ("rename", "belongs on a variant", "`#[label(rename = \"…\")]`"),
        ("max", "belongs on the field of a label set", "`#[label(max = 100)]`"),
        ("unbounded", "belongs on the field of a label set", "`#[label(unbounded)]`"),
        (
            "overflow",
            "belongs on the field of a label set",
            "`#[label(max = 100, overflow = \"…\")]`",
        ),
        ("boxed", "belongs on a label set", "`#[label(boxed)]`"),
    ],
    foreign: None,
};

const INNER: Place = Place {
    attribute: "label",
    keys: &[],
    elsewhere: &[
        ("transparent", "belongs on the struct", "`#[label(transparent)]`"),
        ("crate", "belongs on the struct", "`#[label(crate = ::metrics)]`"),
    ],
    foreign: None,
};

/// Expands the derive.
pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let attrs = attributes(input, &mut errors);
    let shape = shape(input, &attrs, &mut errors);
    match shape {
        Some(shape) if errors.is_empty() => match shape {
            Shape::Closed(variants) => closed_tokens(input, &attrs, &variants),
            Shape::Transparent(member, ty) => transparent_tokens(input, &attrs, &member, &ty),
        },
        _ => fallback::label_value(input, attrs.krate.as_ref(), errors),
    }
}

fn attributes(input: &DeriveInput, errors: &mut Errors) -> LabelAttrs {
    let mut attrs = LabelAttrs::default();
    for item in TYPE.items(&input.attrs, errors) {
        match item.key.to_string().as_str() {
            "rename_all" => attrs.rename_all = item.case(errors),
            "transparent" => {
                attrs.transparent = Some(item.key.clone());
                item.flag(errors);
            }
            _ => attrs.krate = item.crate_path(errors),
        }
    }
    attrs
}

fn shape(input: &DeriveInput, attrs: &LabelAttrs, errors: &mut Errors) -> Option<Shape> {
    let ident = &input.ident;
    let only = Message::new("`LabelValue` can be derived only for an enum without data");
    match &input.data {
        Data::Enum(data) => {
            if let Some(transparent) = &attrs.transparent {
                let message = Message::new("`transparent` is for a struct around one value");
                errors.push(transparent, message.help("remove `transparent`"));
            }
            if !input.generics.params.is_empty() {
                let message = Message::new("`LabelValue` cannot be derived for a generic enum");
                let note = "its variants carry no data, so a parameter has no use";
                errors.push(&input.generics.params, message.note(note));
            }
            if data.variants.is_empty() {
                errors.push(ident, format!("`{ident}` has no variants, so it has no value"));
            }
            check_no_data(data, errors);
            Some(Shape::Closed(variants::values(ident, data, attrs.rename_all.as_ref(), errors)))
        }
        Data::Struct(data) if attrs.transparent.is_some() => {
            if let Some(rename_all) = &attrs.rename_all {
                let message =
                    Message::new("`transparent` and `rename_all` cannot be used together");
                errors.push(&rename_all.key, message.help("remove `rename_all`"));
            }
            inner(ident, data, errors)
        }
        // A word that is not known may have been meant for `transparent`.
        Data::Struct(_) if !errors.is_empty() => None,
        Data::Struct(data) => {
            let help = "for several labels `#[derive(LabelSet)]`; for one wrapped value `#[label(transparent)]`";
            errors.push(data.struct_token, only.help(help));
            None
        }
        Data::Union(data) => {
            errors.push(data.union_token, only);
            None
        }
    }
}

fn inner(ident: &Ident, data: &DataStruct, errors: &mut Errors) -> Option<Shape> {
    for field in &data.fields {
        INNER.items(&field.attrs, errors);
    }
    let mut members = data.fields.members().zip(&data.fields);
    match (members.next(), members.next()) {
        (Some((member, field)), None) => {
            attr::check_label_type(&field.ty, errors);
            Some(Shape::Transparent(member, Box::new(field.ty.clone())))
        }
        (first, _) => {
            let count = data.fields.len();
            let fields: &dyn ToTokens = if first.is_some() { &data.fields } else { ident };
            let what = format!("`transparent` needs exactly one field, and `{ident}` has {count}");
            let message = Message::new(what);
            let message = if count > 1 {
                message.help("for several labels: `#[derive(LabelSet)]`")
            } else {
                message.help(format_args!("`struct {ident}(String);`"))
            };
            errors.push(fields, message);
            None
        }
    }
}

fn check_no_data(data: &DataEnum, errors: &mut Errors) {
    for Variant { ident, fields, .. } in data.variants.iter().filter(|v| !v.fields.is_empty()) {
        let message = Message::new(format!("variant `{ident}` carries data"))
            .help("remove the data; free text belongs in a field with `#[label(max = N)]`")
            .note("the values of a closed label are all known to the compiler");
        errors.push(fields, message);
    }
}

fn closed_tokens(
    input: &DeriveInput,
    attrs: &LabelAttrs,
    variants: &[variants::Named],
) -> TokenStream {
    let ident = &input.ident;
    let import = import(attrs.krate.as_ref());
    let read = Ident::new("__read", Span::call_site());
    let values = variants.iter().map(|variant| &variant.value);
    let arms = variants.iter().enumerate().map(|(i, variants::Named { ident, .. })| {
        let i = number(i);
        quote!(Self::#ident { .. } => #i,)
    });
    let value = derived_impl(
        ident,
        &quote!(__metrics_core::LabelValue for #ident),
        quote! {
            fn with_text<__R>(
                &self,
                #read: impl ::core::ops::FnOnce(&::core::primitive::str) -> __R,
            ) -> __R {
                #read(
                    <Self as __metrics_core::ClosedLabel>::VALUES
                        [<Self as __metrics_core::ClosedLabel>::index(self)],
                )
            }
        },
    );
    let closed = derived_impl(
        ident,
        &quote!(__metrics_core::ClosedLabel for #ident),
        quote! {
            const VALUES: &'static [&'static ::core::primitive::str] = &[#(#values),*];
            const DISTINCT: ::core::primitive::bool = true;

            #[inline]
            fn index(&self) -> ::core::primitive::usize {
                match self {
                    #(#arms)*
                }
            }
        },
    );
    let lints = lint::standing_alone(&variants::lints(variants));
    let items = wrapped(&import, &quote!(#value #closed));
    quote!(#items #lints)
}

fn transparent_tokens(
    input: &DeriveInput,
    attrs: &LabelAttrs,
    member: &Member,
    ty: &Type,
) -> TokenStream {
    let ident = &input.ident;
    let import = import(attrs.krate.as_ref());
    let read = Ident::new("__read", Span::call_site());
    let mut generics = input.generics.clone();
    if has_type_param(ty, &input.generics) {
        let bound = parse_quote!(#ty: __metrics_core::OpenLabel);
        generics.make_where_clause().predicates.push(bound);
    }
    let (params, arguments, clause) = generics.split_for_impl();
    let inner = quote!(__metrics::InnerLabel);
    let read_inner = item_of(ty, &inner, "read_inner");
    let value = derived_impl(
        ident,
        &quote!(#params __metrics_core::LabelValue for #ident #arguments #clause),
        quote! {
            #[inline]
            fn with_text<__R>(
                &self,
                #read: impl ::core::ops::FnOnce(&::core::primitive::str) -> __R,
            ) -> __R {
                #read_inner(&self.#member, #read)
            }
        },
    );
    let open = derived_impl(
        ident,
        &quote!(#params __metrics_core::OpenLabel for #ident #arguments #clause),
        TokenStream::new(),
    );
    wrapped(&import, &quote!(#value #open))
}

fn wrapped(import: &TokenStream, items: &TokenStream) -> TokenStream {
    quote! {
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            #import
            #items
        };
    }
}
