//! Parameters of the user's type: which of them a field mentions, and how they are written in an
//! implementation.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{GenericParam, Generics, Ident, Lifetime, Type, TypeParamBound};

/// The type and its parameters as an implementation for `'static` names them: lifetimes are
/// replaced, and type parameters have `bound` in addition.
pub(crate) struct StaticImpl {
    /// What stands after `impl`, and the where clause.
    pub(crate) generics: Generics,
    /// What stands after the type's name.
    pub(crate) arguments: TokenStream,
}

impl StaticImpl {
    /// Takes the parameters of a type.
    pub(crate) fn new(generics: &Generics, bounds: &[TypeParamBound]) -> Self {
        let arguments = arguments(generics, &static_lifetime());
        let mut replaced = generics.clone();
        Replace { of: generics, by: static_lifetime() }.visit_generics_mut(&mut replaced);
        replaced.params = replaced
            .params
            .into_iter()
            .filter(|param| !matches!(param, GenericParam::Lifetime(_)))
            .collect();
        for param in replaced.type_params_mut() {
            param.bounds.extend(bounds.iter().cloned());
        }
        Self { generics: replaced, arguments }
    }
}

/// `'static`.
pub(crate) fn static_lifetime() -> Lifetime {
    Lifetime::new("'static", Span::call_site())
}

/// What stands after the type's name, with `lifetime` for each of its lifetimes.
pub(crate) fn arguments(generics: &Generics, lifetime: &Lifetime) -> TokenStream {
    if generics.params.is_empty() {
        return TokenStream::new();
    }
    let arguments = generics.params.iter().map(|param| match param {
        GenericParam::Lifetime(_) => lifetime.to_token_stream(),
        GenericParam::Type(param) => param.ident.to_token_stream(),
        GenericParam::Const(param) => param.ident.to_token_stream(),
    });
    quote!(<#(#arguments),*>)
}

/// The type of a field with `lifetime` for each of the struct's own.
pub(crate) fn with_lifetime(ty: &Type, generics: &Generics, lifetime: &Lifetime) -> Type {
    let mut ty = ty.clone();
    Replace { of: generics, by: lifetime.clone() }.visit_type_mut(&mut ty);
    ty
}

struct Replace<'a> {
    of: &'a Generics,
    by: Lifetime,
}

impl VisitMut for Replace<'_> {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if self.of.lifetimes().any(|param| param.lifetime.ident == lifetime.ident) {
            lifetime.ident = Ident::new(&self.by.ident.to_string(), lifetime.ident.span());
        }
        visit_mut::visit_lifetime_mut(self, lifetime);
    }
}

/// Whether a field's type depends on a type or const parameter, or on the struct itself.
pub(crate) fn is_generic(ty: &Type, generics: &Generics) -> bool {
    mentions(ty, |ident| {
        ident == "Self"
            || generics.type_params().any(|param| param.ident == *ident)
            || generics.const_params().any(|param| param.ident == *ident)
    })
}

/// The parameters that a function needs which takes a field's value: those that the field's type
/// mentions.
pub(crate) fn of_field(ty: &Type, generics: &Generics) -> Generics {
    let is_needed = |param: &GenericParam| match param {
        GenericParam::Lifetime(param) => mentions(ty, |ident| *ident == param.lifetime.ident),
        GenericParam::Type(param) => mentions(ty, |ident| *ident == param.ident),
        GenericParam::Const(param) => mentions(ty, |ident| *ident == param.ident),
    };
    let mut needed = generics.clone();
    needed.params = generics.params.iter().filter(|param| is_needed(param)).cloned().collect();
    if needed.params.len() < generics.params.len() {
        needed.where_clause = None;
    }
    needed
}

/// Whether a field's type depends on a type parameter.
pub(crate) fn has_type_param(ty: &Type, generics: &Generics) -> bool {
    mentions(ty, |ident| generics.type_params().any(|param| param.ident == *ident))
}

/// By the words in it, which sees into macros, too. A path that happens to have a parameter's
/// name in it only costs an early check.
fn mentions(ty: &Type, is_it: impl Fn(&Ident) -> bool) -> bool {
    fn any(tokens: TokenStream, is_it: &impl Fn(&Ident) -> bool) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => is_it(&ident),
            TokenTree::Group(group) => any(group.stream(), is_it),
            _ => false,
        })
    }
    any(ty.to_token_stream(), &is_it)
}
