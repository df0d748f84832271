//! `#[derive(LabelValue)]`: model, rules and code, for an enum without data and for a struct
//! around one value.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    Data, DataEnum, DataStruct, DeriveInput, Ident, LitStr, Member, Path, Type, parse_quote,
};

use crate::attr::{self, Keyed, Place};
use crate::errors::{Errors, Message};
use crate::fallback;
use crate::generics::has_type_param;
use crate::names::Case;
use crate::tokens::{derived_impl, import, item_of};

/// What can be a label's value.
enum Shape {
    /// An enum: its variants' values.
    Closed(Vec<Variant>),
    /// A struct around one value.
    Transparent(Member, Box<Type>),
}

struct Variant {
    ident: Ident,
    value: String,
    /// The `rename` that the value comes from.
    rename: Option<LitStr>,
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

const VARIANT: Place = Place {
    attribute: "label",
    keys: &[("rename", "rename = \"…\"")],
    elsewhere: &[
        ("rename_all", "belongs on the enum", "`#[label(rename_all = \"…\")]`"),
        ("transparent", "belongs on a struct around one value", "`#[label(transparent)]`"),
        ("crate", "belongs on the enum", "`#[label(crate = ::metrics)]`"),
        ("max", "belongs on the field of a label set", "`#[label(max = 100)]`"),
        ("unbounded", "belongs on the field of a label set", "`#[label(unbounded)]`"),
        (
            "overflow",
            "belongs on the field of a label set",
            "`#[label(max = 100, overflow = \"…\")]`",
        ),
        ("name", "is spelled `rename` here", "`#[label(rename = \"…\")]`"),
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
            let variants = variants(data, attrs, errors);
            check_values_differ(ident, attrs, &variants, errors);
            Some(Shape::Closed(variants))
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
            attr::check_no_float(&field.ty, errors);
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

fn variants(data: &DataEnum, attrs: &LabelAttrs, errors: &mut Errors) -> Vec<Variant> {
    let case = attrs.rename_all.as_ref().map(|rename_all| rename_all.value.1);
    let mut variants = Vec::new();
    for variant in &data.variants {
        let ident = variant.ident.clone();
        if !variant.fields.is_empty() {
            let message = Message::new(format!("variant `{ident}` carries data"))
                .help("remove the data; free text belongs in a field with `#[label(max = N)]`")
                .note("the values of a closed label are all known to the compiler");
            errors.push(&variant.fields, message);
        }
        let mut rename = None;
        for item in VARIANT.items(&variant.attrs, errors) {
            rename = item.string("values are known at compile time", errors);
        }
        let raw = syn::ext::IdentExt::unraw(&ident).to_string();
        let value = match (&rename, case) {
            (Some(rename), _) => rename.value.value(),
            (None, Some(case)) => case.of_variant(&raw),
            (None, None) => raw,
        };
        variants.push(Variant { ident, value, rename: rename.map(|rename| rename.value) });
    }
    variants
}

/// Two variants cannot have one value.
fn check_values_differ(
    ident: &Ident,
    attrs: &LabelAttrs,
    variants: &[Variant],
    errors: &mut Errors,
) {
    for (i, variant) in variants.iter().enumerate() {
        let Variant { value, rename, .. } = variant;
        let Some(first) = variants.iter().take(i).find(|other| other.value == *value) else {
            continue;
        };
        let mut message = Message::new(format!("value `{value}` is used twice in `{ident}`"))
            .help("`#[label(rename = \"…\")]` on one of them")
            .note(format_args!("the first one is the variant `{}`", first.ident));
        let made = variants[..=i].iter().any(|v| v.value == *value && v.rename.is_none());
        if let Some(rename_all) = &attrs.rename_all
            && made
        {
            message = message.note(format_args!(
                "`rename_all = {:?}` makes them equal",
                rename_all.value.0.value()
            ));
        }
        match rename {
            Some(rename) => errors.push(rename, message),
            None => errors.push(&variant.ident, message),
        }
    }
}

fn closed_tokens(input: &DeriveInput, attrs: &LabelAttrs, variants: &[Variant]) -> TokenStream {
    let ident = &input.ident;
    let import = import(attrs.krate.as_ref());
    let read = Ident::new("__read", Span::call_site());
    let values = variants.iter().map(|variant| &variant.value);
    let arms = variants
        .iter()
        .enumerate()
        .map(|(i, Variant { ident, .. })| quote!(Self::#ident { .. } => #i,));
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
    wrapped(&import, &quote!(#value #closed))
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
    let inner = quote!(__metrics_core::__private::InnerLabel);
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
