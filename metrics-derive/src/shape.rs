//! What a derive may stand on.

use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DataStruct, DeriveInput, Fields, Ident, Token};

use crate::errors::{Errors, Message};

/// What to say of other shapes to whoever derives for a struct with named fields.
pub(crate) struct NamedFields {
    /// The derive.
    pub(crate) derive: &'static str,
    /// What a field is: `metric` or `label`.
    pub(crate) field: &'static str,
    /// What to do about a struct without fields.
    pub(crate) empty: &'static str,
    /// What to derive for an enum.
    pub(crate) alternatives: &'static str,
}

impl NamedFields {
    /// The fields, if this is a struct that has some and names them.
    pub(crate) fn of<'a>(
        &self,
        input: &'a DeriveInput,
        errors: &mut Errors,
    ) -> Option<&'a Punctuated<syn::Field, Token![,]>> {
        let Self { derive, field, empty, alternatives } = self;
        if let Some(packed) = packed(&input.attrs) {
            let message = Message::new(format!("`{derive}` cannot be derived for a packed struct"));
            errors.push(packed, message.note("its fields cannot be borrowed"));
        }
        let only =
            Message::new(format!("`{derive}` can be derived only for a struct with named fields"));
        let ident = &input.ident;
        match &input.data {
            Data::Struct(DataStruct { fields, .. }) if fields.is_empty() => {
                errors.push(ident, Message::new(format!("`{ident}` has no {field}s")).help(empty));
            }
            Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) => {
                return Some(&fields.named);
            }
            Data::Struct(DataStruct { fields, .. }) => {
                let help = format!("name the fields: each name becomes a {field}'s name");
                errors.push(fields, only.help(help));
            }
            Data::Enum(data) => errors.push(data.enum_token, only.help(alternatives)),
            Data::Union(data) => errors.push(data.union_token, only),
        }
        None
    }
}

/// `#[repr(packed)]`, if the type has it.
fn packed(attrs: &[Attribute]) -> Option<Ident> {
    let mut packed = None;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        // What is wrong with a `repr` is the compiler's to say.
        let _: syn::Result<()> = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("packed") {
                packed = meta.path.get_ident().cloned();
            }
            if meta.input.peek(syn::token::Paren) {
                meta.input.parse::<proc_macro2::Group>()?;
            }
            Ok(())
        });
    }
    packed
}
