//! What can be said of a return type as it is written. The rest is found by the type itself.

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Path, ReturnType, Type, TypeImplTrait, TypeParamBound, parse_quote};

/// What a function returns.
pub(super) enum Returned {
    /// Surely neither a `Result` nor a future.
    Plain,
    /// `impl Future`, and whether it is to be `Unpin`.
    Future { unpin: bool },
    /// A type by its name, which may be an alias.
    Named,
    /// Nothing, ever.
    Never,
}

/// Names that stand for what everyone takes them for.
const PLAIN: [&str; 20] = [
    "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128",
    "isize", "f32", "f64", "str", "String", "Vec", "Option",
];

impl Returned {
    pub(super) fn of(output: &ReturnType) -> Self {
        match output {
            ReturnType::Default => Self::Plain,
            ReturnType::Type(_, ty) => Self::of_type(ty),
        }
    }

    fn of_type(ty: &Type) -> Self {
        match ty {
            Type::Never(_) => Self::Never,
            Type::Paren(paren) => Self::of_type(&paren.elem),
            Type::Group(group) => Self::of_type(&group.elem),
            Type::ImplTrait(written) => match future_bound(written) {
                Some(_) => {
                    Self::Future { unpin: traits(written).any(|path| last_is(path, "Unpin")) }
                }
                None => Self::Plain,
            },
            Type::Path(path) => match path.path.get_ident() {
                Some(ident) if PLAIN.iter().any(|plain| ident == plain) => Self::Plain,
                None if path.qself.is_none()
                    && PLAIN.iter().any(|plain| is_std(&path.path, plain)) =>
                {
                    Self::Plain
                }
                _ => Self::Named,
            },
            Type::Macro(_) | Type::Infer(_) | Type::Verbatim(_) => Self::Named,
            _ => Self::Plain,
        }
    }
}

/// `Vec<…>` and the like.
fn is_std(path: &Path, name: &str) -> bool {
    path.segments.len() == 1 && last_is(path, name)
}

/// Whether a type is spelled `Result`: then it is one, or at least no future.
pub(super) fn is_result(output: &ReturnType) -> bool {
    matches!(output, ReturnType::Type(_, ty)
        if matches!(&**ty, Type::Path(path) if last_is(&path.path, "Result")))
}

fn last_is(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

fn traits(written: &TypeImplTrait) -> impl Iterator<Item = &Path> {
    written.bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => Some(&bound.path),
        _ => None,
    })
}

fn future_bound(written: &TypeImplTrait) -> Option<&Path> {
    traits(written).find(|path| last_is(path, "Future"))
}

/// A trait besides `Future` that a measured future would not have.
pub(super) fn lost_bound(output: &ReturnType) -> Option<&Path> {
    const KEPT: [&str; 4] = ["Future", "Send", "Sync", "Unpin"];
    let ReturnType::Type(_, ty) = output else { return None };
    let Type::ImplTrait(written) = &**ty else { return None };
    future_bound(written)?;
    traits(written).find(|path| !KEPT.iter().any(|kept| last_is(path, kept)))
}

/// The return type as it can be written inside the function: what is hidden is inferred.
pub(super) fn erased(output: &ReturnType) -> Type {
    let ReturnType::Type(_, ty) = output else { return parse_quote!(()) };
    let mut ty = (**ty).clone();
    Erase.visit_type_mut(&mut ty);
    ty
}

struct Erase;

impl VisitMut for Erase {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::ImplTrait(written) = ty {
            let span = written.impl_token.span;
            *ty = Type::Verbatim(proc_macro2::Ident::new("_", span).into_token_stream());
        } else {
            visit_mut::visit_type_mut(self, ty);
        }
    }
}
