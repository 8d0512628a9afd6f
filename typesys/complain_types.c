/* complain_types.c - types as they are written. */
#include "typesys/complain.h"

void complain_type_args(Checker *checker, const TypeExpr *expr, uint32_t least,
                        uint32_t most)
{
    const char *name = expr->as.name.sym->text;
    uint32_t found = type_expr_args(expr).len;
    if (most == 0)
        diag_add(checker->diags, "E0315", expr->span,
                 "`%s` takes no types in brackets, found %u", name, found);
    else if (least == most)
        diag_add(checker->diags, "E0315", expr->span,
                 "`%s` wants one type in brackets, found %u: `%s<int>`", name,
                 found, name);
    else
        diag_add(checker->diags, "E0315", expr->span,
                 "`%s` takes at most %u in brackets, found %u", name, most,
                 found);
}

void complain_map_key(Checker *checker, const TypeExpr *expr)
{
    TypeExprVec args = type_expr_args(expr);
    Diag *diag = diag_add(checker->diags, "E0316", expr->span,
                          "`map` wants one type, that of its values, found 2");
    Span key = {args.at[0]->span.start, args.at[1]->span.start};
    diag_help(checker->diags, diag, "the keys of a map are always strings");
    diag_fix(checker->diags, diag, FIX_UNSAFE, key, "", "leave the key out");
}

void complain_format(Checker *checker, const TypeExpr *expr)
{
    Diag *diag = diag_add(checker->diags, "E0317", expr->span,
                          "a format is wanted here, a bare name such as csv");
    diag_help(checker->diags, diag,
              "write `file<csv>`, `dir<parquet>`; `vcf.gz` is `vcf_gz`");
}

void complain_row(Checker *checker, const TypeExpr *expr, const Type *found)
{
    Diag *diag = diag_add(checker->diags, "E0318", expr->span,
                          "the rows of a table are a record, found %s",
                          type_text(checker->arena, found));
    diag_help(checker->diags, diag,
              "write `table<Row>` with `type Row = { id: int }`");
}

void complain_kind_type(Checker *checker, const TypeExpr *expr,
                        const Type *type)
{
    diag_add(checker->diags, "E0319", expr->span,
             "`%s` is a type for the fields of a kind, not for values",
             type_text(checker->arena, type));
}

void complain_open_record(Checker *checker, const TypeExpr *expr)
{
    diag_add(checker->diags, "E0320", expr->span,
             "`..` stands only in the bound of a type parameter");
}

void complain_type_limit(Checker *checker, const TypeExpr *expr,
                         const Type *type)
{
    if (type->depth > TYPE_DEPTH_MAX)
        diag_add(checker->diags, "E0501", expr->span,
                 "this type is %u levels deep, at most %d are possible",
                 type->depth, TYPE_DEPTH_MAX);
    else if (type->size > TYPE_SIZE_MAX)
        diag_add(checker->diags, "E0501", expr->span,
                 "this type comes to more than %d parts", TYPE_SIZE_MAX);
    else
        diag_add(checker->diags, "E0501", expr->span,
                 "this type has %u variants, at most %d are possible",
                 type->as.alt.len, TYPE_VARIANTS_MAX);
}
