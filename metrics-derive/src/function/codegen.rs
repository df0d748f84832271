//! Model to code. Cannot fail.
//!
//! There are four ways to measure a function, from the one that changes least:
//!
//! - *Guarded*: a guard stands in front of the body. For all functions of which nobody needs to
//!   see what they return.
//! - *Called*: the body is a closure that is called. For functions whose value, or future, must
//!   be seen.
//! - *Awaited*: the body is a block that is awaited. For `async fn` whose value must be seen.
//! - *Left*: the body is a block that is left where it returned. For `#[track_caller]`, which
//!   closures cannot be.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, Ident, Lifetime, Pat, Path, ReturnType, Signature, Type};

use super::body::{Body, Boxed, leaving};
use super::returns::{Returned, erased, is_result};
use super::{Function, Labels, Macro, Measure, Predicate, Recorded};
use crate::tokens::placed_at;

/// How many arguments a body can be called with.
const MAX_ARGUMENTS: usize = 6;

/// The measured function. `block` is the type whose functions are measured together.
pub(super) fn function(measure: &Measure, function: &Function, block: Option<&str>) -> TokenStream {
    let expansion = Expansion::new(measure, function, block);
    let returned = Returned::of(&function.sig.output);
    let needs_value = measure.needs_value();
    let is_plain = matches!(returned, Returned::Plain);
    let asks = needs_value && (!is_plain || measure.judge.is_some() || measure.names_error());
    if function.sig.asyncness.is_some() {
        return if needs_value { expansion.awaited() } else { expansion.guarded() };
    }
    // A type by its name may be an alias of a boxed future.
    let may_be_future = matches!(returned, Returned::Named) && !is_result(&function.sig.output);
    match returned {
        Returned::Future { .. } => expansion.called(),
        _ if is_track_caller(function) && asks => expansion.left(),
        _ if is_track_caller(function) => expansion.guarded(),
        _ if asks || may_be_future => expansion.called(),
        _ => expansion.guarded(),
    }
}

fn is_track_caller(function: &Function) -> bool {
    function.attrs.iter().any(|attr| attr.path().is_ident("track_caller"))
}

/// A local that the body cannot see.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// A local at whose use the compiler may say that something of the attribute is wrong: it stands
/// where that was written.
fn local_at(name: &str, written: &impl Spanned) -> Ident {
    Ident::new(name, written.span())
}

struct Expansion<'a> {
    measure: &'a Measure,
    function: &'a Function,
    block: Option<&'a str>,
    body: Body,
    /// The crate's `__private`.
    private: TokenStream,
    /// The crate.
    krate: TokenStream,
}

impl<'a> Expansion<'a> {
    fn new(measure: &'a Measure, function: &'a Function, block: Option<&'a str>) -> Self {
        let krate =
            measure.krate.as_ref().map_or_else(|| quote!(::metrics_core), Path::to_token_stream);
        let private = quote!(#krate::__private);
        Self { measure, function, block, body: Body::of(&function.body), private, krate }
    }

    fn guarded(&self) -> TokenStream {
        let Self { private, body: Body { attrs, statements }, .. } = self;
        let (prepare, begin) = self.record();
        let guard = local("__guard");
        self.function.around(
            &self.function.sig,
            &quote! {
                #attrs
                #prepare
                let #guard = #private::Guard::new(#begin);
                #statements
            },
        )
    }

    fn called(&self) -> TokenStream {
        let Self { private, body: Body { attrs, statements }, .. } = self;
        let (prepare, begin) = self.record();
        let output = &self.function.sig.output;
        let returned = Returned::of(output);
        let is_future = matches!(returned, Returned::Future { .. });
        if !is_future && let Some(boxed) = Boxed::of(statements) {
            return self.boxed(&boxed);
        }
        let [kind, body, returns, judge] = ["__kind", "__body", "__returns", "__judge"].map(local);
        let Arguments { sig, names, patterns } = Arguments::of(&self.function.sig, self.measure);
        let bind = format_ident!("bind{}", names.len());
        let ty = closure_type(output);
        let (capture, braces) = (self.capture(), self.braces(statements));
        let ask = if is_future {
            quote_spanned!(output.span()=> #private::Futures::of(&#kind))
        } else {
            quote! {{
                use #private::{AnyValue as _, BoxedFuture as _};
                (&&#kind).returns()
            }}
        };
        let judging = self.judge(&quote!(#returns.output()));
        let run = quote!(#returns.run(move || #begin, #judge, #body));
        let run = match returned {
            Returned::Future { unpin: true } => quote!(::std::boxed::Box::pin(#run)),
            _ => run,
        };
        self.function.around(
            &sig,
            &quote! {
                #attrs
                #prepare
                let (#kind, #body) = #private::bind::#bind(#(#names,)* #capture |#(#patterns),*| #ty #braces);
                let #returns = #ask;
                let #judge = #judging;
                #run
            },
        )
    }

    /// A boxed future whose body is at hand: it is measured in its box.
    fn boxed(&self, boxed: &Boxed) -> TokenStream {
        let Boxed { make, future } = boxed;
        let (prepare, begin) = self.record();
        let attrs = &self.body.attrs;
        let wait = self.wait(&begin, future);
        self.function.around(
            &self.function.sig,
            &quote! {
                #attrs
                #prepare
                #make(async move { #wait })
            },
        )
    }

    fn awaited(&self) -> TokenStream {
        let Body { attrs, statements } = &self.body;
        let (prepare, begin) = self.record();
        let edge = self.return_edge();
        let braces = self.braces(&quote!(#edge #statements));
        let capture = self.capture();
        let asyncness = quote_spanned!(capture.span()=> async);
        let wait = self.wait(&begin, &quote!(#asyncness #capture #braces));
        self.function.around(&self.function.sig, &quote!(#attrs #prepare #wait))
    }

    /// Awaits a future, and gives what it gives.
    fn wait(&self, begin: &TokenStream, future: &TokenStream) -> TokenStream {
        let private = &self.private;
        let [watch, inner, judge, cx, value] =
            ["__watch", "__future", "__judge", "__cx", "__value"].map(local);
        let judging = self.judge(&quote!(#private::kind_of_output(&#inner)));
        quote! {
            let mut #watch = #private::Watch::future(#begin);
            let mut #inner = ::core::pin::pin!(#future);
            let #judge = #judging;
            let #value =
                ::core::future::poll_fn(|#cx| #watch.poll(#inner.as_mut(), #cx)).await;
            #watch.end(#judge.of(&#value));
            #value
        }
    }

    /// Tells the compiler what a block returns that is not the function's own.
    fn return_edge(&self) -> TokenStream {
        let ReturnType::Type(_, ty) = &self.function.sig.output else {
            return quote! {
                if false {
                    return;
                }
            };
        };
        if matches!(**ty, Type::ImplTrait(_)) {
            return TokenStream::new();
        }
        let erased = erased(&self.function.sig.output);
        let edge = local("__edge");
        quote_spanned! {ty.span()=>
            if let ::core::option::Option::Some(#edge) = ::core::option::Option::None::<#erased> {
                return #edge;
            }
        }
    }

    fn left(&self) -> TokenStream {
        let Self { private, body: Body { attrs, statements }, .. } = self;
        let (prepare, begin) = self.record();
        let [kind, judge, guard, value, left] =
            ["__kind", "__judge", "__guard", "__value", "__left"].map(local);
        let label = Lifetime::new("'__body", Span::mixed_site());
        let statements = leaving(statements, &label);
        let ty = erased(&self.function.sig.output);
        let judging = self.judge(&quote!(#kind));
        self.function.around(
            &self.function.sig,
            &quote! {
                #attrs
                #prepare
                let #kind = #private::Kind::<#ty>::new();
                let #judge = #judging;
                let #left = {
                    use #private::{AnyOutput as _, ResultOutput as _};
                    (&&#kind).left()
                };
                let #guard = #private::Guard::left(#begin, #left);
                #[allow(unused_labels)]
                let #value: #ty = #label: { #statements };
                #guard.end(#judge.of(&#value));
                #value
            },
        )
    }

    /// What tells how a call ended that gave a value of this kind.
    fn judge(&self, kind: &TokenStream) -> TokenStream {
        let private = &self.private;
        let labels = match &self.measure.record {
            Recorded::Metric { labels, .. } => labels.as_ref(),
            Recorded::Cells { .. } => None,
        };
        let error = labels.and_then(Labels::error);
        let output = error.map_or_else(|| local("__output"), |at| local_at("__metrics_output", at));
        let by = match &self.measure.judge {
            Some(Predicate::OkIf(predicate)) => {
                let predicate = &predicate.value;
                quote_spanned!(predicate.span()=> #private::ok_if(#output, #predicate))
            }
            Some(Predicate::ErrorIf(predicate)) => {
                let predicate = &predicate.value;
                quote_spanned!(predicate.span()=> #private::error_if(#output, #predicate))
            }
            None => quote! {{
                use #private::{AnyOutput as _, ResultOutput as _};
                (&&#output).judge()
            }},
        };
        let Some(error) = error else { return quote!({ let #output = #kind; #by }) };
        let none = local("__error");
        let error = placed_at(error, &quote!(#private::error_of(#none, #output)));
        quote!({ let #output = #kind; #by.with_error(#error) })
    }

    /// What is done before anything is moved, and the record that is begun with the call.
    fn record(&self) -> (TokenStream, TokenStream) {
        match &self.measure.record {
            Recorded::Cells { .. } => self.cells(),
            Recorded::Metric { metric, labels } => self.metric(metric, labels.as_ref()),
        }
    }

    fn cells(&self) -> (TokenStream, TokenStream) {
        let Self { private, krate, function, .. } = self;
        let Recorded::Cells { name, collector, buckets } = &self.measure.record else {
            return (TokenStream::new(), TokenStream::new());
        };
        let own = syn::ext::IdentExt::unraw(&function.sig.ident).to_string();
        let name = match (name, self.block) {
            (Some(name), _) => name.value.to_token_stream(),
            (None, Some(block)) => format!("{block}::{own}").to_token_stream(),
            (None, None) => own.to_token_stream(),
        };
        let collector = collector.as_ref().map_or_else(
            || quote!(#krate::default_functions()),
            |collector| quote_spanned!(collector.span()=> &#collector),
        );
        let (buckets, check) = match buckets {
            Some((written, tokens)) => {
                let checked = placed_at(written, &quote!(#private::checked_buckets(#tokens)));
                let check = quote! {
                    const __METRICS_BUCKETS: &'static [::core::primitive::f64] = #checked;
                };
                (quote!(__METRICS_BUCKETS), check)
            }
            None => (quote!(#krate::buckets::DEFAULT), TokenStream::new()),
        };
        let sig = &function.sig;
        let returned = Returned::of(&sig.output);
        let cancelled = sig.asyncness.is_some()
            || matches!(returned, Returned::Future { .. })
            || is_pinned(sig);
        let error = !matches!(returned, Returned::Plain) || self.measure.judge.is_some();
        let prepare = quote! {
            #check
            static __METRICS_FUNCTION: #private::FunctionCells = #private::FunctionCells::new(
                #name,
                ::core::module_path!(),
                #private::Outcomes { error: #error, cancelled: #cancelled },
                #buckets,
                #collector,
            );
        };
        (prepare, quote!(__METRICS_FUNCTION.begin()))
    }

    fn metric(&self, metric: &syn::Expr, labels: Option<&Labels>) -> (TokenStream, TokenStream) {
        let Self { private, krate, .. } = self;
        let [family, none] = ["__family", "__error"].map(local);
        let series = local_at("__metrics_series", metric);
        let borrow = placed_at(metric, &quote!(&));
        let borrowed = quote!(#borrow #metric);
        let mut in_call = Group::new(Delimiter::Parenthesis, borrowed.clone());
        in_call.set_span(series.span());
        let record = match self.measure.of {
            Macro::Counted => quote!(Counting),
            Macro::Timed => quote!(Timing),
            _ => quote!(Tracking),
        };
        let made = if labels.is_some() { quote!(new) } else { quote!(of) };
        let record = placed_at(metric, &quote!(#private::#record::#made));
        let begin = quote!(#record(#series));
        let prepare = match labels {
            None => quote!(let #series = #borrowed;),
            Some(Labels::Literal(literal)) => {
                let family_of = placed_at(metric, &quote!(#private::FamilyOf::family));
                quote!(let #series = #private::Now(#family_of #in_call.with(#literal));)
            }
            Some(Labels::List { key, given, outcome, error }) => {
                let setters = given.iter().map(|(name, value)| quote!(.#name(#value)));
                let error_none =
                    error.as_ref().map(|_| quote!(let #none = #krate::ErrorOf::none();));
                let error_setter = error.as_ref().map(|error| quote!(.#error(#none)));
                let outcome_setter = outcome.as_ref().map(|outcome| {
                    let ok = placed_at(outcome, &quote!(#krate::Outcome::Ok));
                    quote!(.#outcome(#ok))
                });
                let open = placed_at(metric, &quote!(#private::FamilyOf::open));
                // At the word, where the compiler says what is missing.
                let chosen = local_at("__metrics_chosen", key);
                let complete = Ident::new("__metrics_labels", key.span());
                let (has_outcome, has_error) = (outcome.is_some(), error.is_some());
                let choose = if has_outcome || has_error {
                    quote!(#private::later::<#has_outcome, #has_error, _, _>(#family, #chosen.#complete()))
                } else {
                    quote!(#private::Now(#family.with(#chosen.#complete())))
                };
                quote! {
                    let (#family, #chosen) = #open #in_call;
                    #error_none
                    let #chosen = #chosen #(#setters)* #outcome_setter #error_setter;
                    let #series = #choose;
                }
            }
        };
        (prepare, begin)
    }

    /// `move`, before what stands for the body. It is placed in the user's code: of a closure or
    /// block that begins in a macro's the compiler does not name what it captured.
    fn capture(&self) -> TokenStream {
        let span = self.function.body.span_open();
        quote_spanned!(span=> move)
    }

    /// Statements in the braces of the user's body.
    fn braces(&self, statements: &TokenStream) -> Group {
        let mut braces = Group::new(self.function.body.delimiter(), statements.clone());
        braces.set_span(self.function.body.span());
        braces
    }
}

/// `Pin<…>`: a future in a box, as it is written most often.
fn is_pinned(sig: &Signature) -> bool {
    matches!(&sig.output, ReturnType::Type(_, ty)
        if matches!(&**ty, Type::Path(path)
            if path.path.segments.last().is_some_and(|last| last.ident == "Pin")))
}

/// What a closure says it returns: what the function does.
fn closure_type(output: &ReturnType) -> TokenStream {
    match output {
        ReturnType::Default => quote!(-> ()),
        ReturnType::Type(arrow, _) => {
            let ty = erased(output);
            quote!(#arrow #ty)
        }
    }
}

/// The arguments of a body that is called.
struct Arguments {
    /// The signature whose arguments are plain names.
    sig: Signature,
    /// The names.
    names: Vec<Ident>,
    /// What was written for each of them.
    patterns: Vec<TokenStream>,
}

impl Arguments {
    /// Arguments with a pattern of their own, and `self`, are captured by the body instead.
    ///
    /// One that the attribute uses is used, whether or not the body does.
    fn of(sig: &Signature, measure: &Measure) -> Self {
        let (mut sig, mut names, mut patterns) = (sig.clone(), Vec::new(), Vec::new());
        let is_cfg =
            |attr: &syn::Attribute| attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr");
        let has_cfg = sig.inputs.iter().any(|input| match input {
            FnArg::Receiver(receiver) => receiver.attrs.iter().any(is_cfg),
            FnArg::Typed(typed) => typed.attrs.iter().any(is_cfg),
        });
        for input in sig.inputs.iter_mut().filter(|_| !has_cfg) {
            let FnArg::Typed(typed) = input else { continue };
            let Pat::Ident(pat) = &mut *typed.pat else { continue };
            if pat.by_ref.is_some() || pat.subpat.is_some() || names.len() == MAX_ARGUMENTS {
                continue;
            }
            let attrs = &typed.attrs;
            let used = measure.mentions(&pat.ident).then(|| quote!(#[allow(unused_variables)]));
            patterns.push(quote!(#(#attrs)* #used #pat));
            pat.mutability = None;
            names.push(pat.ident.clone());
        }
        Self { sig, names, patterns }
    }
}
