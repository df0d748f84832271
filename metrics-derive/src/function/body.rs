//! The few things that are looked for in a body. It is handed on token by token: what is wrong in
//! it is the compiler's to say.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, ExprAsync, ExprClosure, Item, Lifetime};

/// A body, without the attributes that it begins with.
pub(super) struct Body {
    /// `#![…]`, which stay in front of all else.
    pub(super) attrs: TokenStream,
    pub(super) statements: TokenStream,
}

impl Body {
    pub(super) fn of(body: &Group) -> Self {
        let mut attrs = TokenStream::new();
        let mut tokens = body.stream().into_iter().peekable();
        let mut rest = TokenStream::new();
        while let Some(hash) = tokens.next_if(|token| is_punct(token, '#')) {
            let Some(bang) = tokens.next_if(|token| is_punct(token, '!')) else {
                rest.extend([hash]);
                break;
            };
            attrs.extend([hash, bang]);
            attrs.extend(tokens.next());
        }
        rest.extend(tokens);
        Self { attrs, statements: rest }
    }
}

fn is_punct(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// A body that is `Box::pin(async move { … })`, as `async_trait` makes it.
pub(super) struct Boxed {
    /// `Box::pin`
    pub(super) make: TokenStream,
    /// What lies in the parentheses.
    pub(super) future: TokenStream,
}

impl Boxed {
    pub(super) fn of(statements: &TokenStream) -> Option<Self> {
        let mut tokens: Vec<TokenTree> = statements.clone().into_iter().collect();
        let TokenTree::Group(arguments) = tokens.pop()? else { return None };
        let is_path = tokens.iter().all(|token| match token {
            TokenTree::Ident(_) => true,
            TokenTree::Punct(punct) => punct.as_char() == ':',
            _ => false,
        });
        let is_pin = matches!(tokens.last(), Some(TokenTree::Ident(ident)) if ident == "pin");
        let future: Vec<TokenTree> = arguments.stream().into_iter().collect();
        let is_future = match &future[..] {
            [TokenTree::Ident(asyncness), TokenTree::Ident(capture), TokenTree::Group(body)] => {
                asyncness == "async" && capture == "move" && body.delimiter() == Delimiter::Brace
            }
            _ => false,
        };
        (is_path && is_pin && is_future && arguments.delimiter() == Delimiter::Parenthesis)
            .then(|| Self { make: tokens.into_iter().collect(), future: arguments.stream() })
    }
}

/// The statements with each `return` leaving the block of this label instead of the function; as
/// they are if they cannot be read. A `return` that a macro makes still leaves the function.
pub(super) fn leaving(statements: &TokenStream, label: &Lifetime) -> TokenStream {
    let Ok(mut block) = syn::parse2::<Block>(quote!({ #statements })) else {
        return statements.clone();
    };
    Leave(label).visit_block_mut(&mut block);
    let statements = block.stmts;
    quote!(#(#statements)*)
}

struct Leave<'a>(&'a Lifetime);

impl VisitMut for Leave<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if let Expr::Return(leave) = expr {
            let Self(label) = self;
            let value = leave.expr.as_ref().map_or_else(|| quote!(()), |value| quote!(#value));
            let span = leave.return_token.span;
            *expr = Expr::Verbatim(quote_spanned!(span=> break #label #value));
        }
    }

    // These have returns of their own.
    fn visit_expr_closure_mut(&mut self, _: &mut ExprClosure) {}
    fn visit_expr_async_mut(&mut self, _: &mut ExprAsync) {}
    fn visit_item_mut(&mut self, _: &mut Item) {}
}
