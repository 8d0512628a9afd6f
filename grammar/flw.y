/* flw.y - the grammar.  Actions build nodes and do nothing else.
 *
 * Words are settled before bison sees them (words.h): a name that is bound is
 * a BIND_NAME, brackets are in pairs, a word before `:` or after `.` is a
 * plain name.
 *
 * Two parsers are made of it (README).  The quick one goes first, and gives up
 * at a mistake.  The strict one, which is bison's own, tries at each word with
 * LAC that no reduction is made for one that cannot follow, and so knows all
 * that could. */
%require "3.8"
%define api.pure full
%define api.token.prefix {TOK_}
%define api.location.type {Span}
%define parse.error custom
%define lr.type ielr
%define parse.lac full
%locations
%expect 0
%param {Parser *parser}

%code requires {
#include "grammar/build.h"
#include "grammar/expect.h"
#include "grammar/literal.h"
}

/* A word each: every step of bison's copies one. */
%union {
    Token token;
    List list;
    Expr *expr;
    Ladder *ladder;
    CallTail *tail;
    ForClause *clause;
    TypeExpr *type;
    Field *field;
    Param *param;
    Signature *signature;
    Block *block;
    Stmt *stmt;
    MatchArm *arm;
    Decl *decl;
    Import *import;
}

%code {
#define YYLLOC_DEFAULT(current, rhs, count)                          \
    do {                                                             \
        uint32_t last_end_ = YYRHSLOC(rhs, count).end;               \
        (current).start = (count) ? YYRHSLOC(rhs, 1).start           \
                                  : last_end_;                       \
        (current).end = last_end_;                                   \
    } while (0)

/* Only out of depth: the rest is yyreport_syntax_error's. */
#define yyerror(span, parser, message) parser_too_deep(parser, *(span))

/* Adds a Type, made of what follows, to a list; moves a whole list into a
 * vector. */
#define PUSH(list, Type, ...) \
    list_push(&parser->lists, &(list), &(Type){__VA_ARGS__}, sizeof(Type))
#define TAKE(list) {list_take(&parser->lists, (list)), (list).len, (list).len}

/* The kind of the next token, which is still the next then. */
static inline int yypeek(Parser *parser)
{
    if (parser->next == parser->end)
        parser_read(parser);
    return parser->next->kind;
}

static inline void yytake(YYSTYPE *value, Span *span, Parser *parser)
{
    value->token = *parser->next++;
    *span = token_span(value->token);
}

/* The quick parser has the two above; to it a token taken out is a mistake. */
static inline int yylex(YYSTYPE *value, Span *span, Parser *parser)
{
    while (yypeek(parser) == TOK_DROPPED)
        parser->next++;
    yytake(value, span, parser);
    return (int)value->token.kind;
}
}

%token YYEOF 0 "the end of the file"

/* Their numbers fit into a Token; a gap behind each sort leaves room for more.
 * Reserved words: words.c knows the first and the last of each line. */
%token <token>
    IMPORT 128 TYPE 129 ENUM 130 CONST 131 DEFAULTS 132 KIND 133 TASK 134
    EXTERN 135 WORKFLOW 136 LAUNCH 137 TEST 138
    AS 139 NEW 140 WHERE 141 USING 142 WITH 143 AFTER 144 ON 145 RETURN 146
    FAIL 147 IF 148 ELSE 149 MATCH 150 FOR 151 IN 152 MATCHES 153
    AND 154 OR 155 NOT 156
    NONE 157 TRUE 158 FALSE 159

/* BIND_NAME stands before `=`, where a statement may begin. */
%token <token> NAME 176 TYPE_NAME 177 BIND_NAME 178

/* Names that are words only where words.c says so. */
%token <token> AT 180 PLUGIN 181 VERSION 182 FAILURE 183

%token <token> INT 192 FLOAT 193 TEXT 194 DURATION 195 SIZE 196 DATETIME 197

%token ARROW 208 "->" DOTDOT 209 ".." EQ 210 "==" NE 211 "!="
%token LE 212 "<=" GE 213 ">="
%token '(' ')' '[' ']' '{' '}' '<' '>' ',' ':' '.' '=' '?' '|'
%token '+' '-' '*' '/' '%'

/* Never seen by bison: a token that was taken out. */
%token DROPPED 224
/* `elif`, reported already. */
%token <token> ELIF 225

%type <token> import_word type_word enum_word const_word defaults_word
%type <token> kind_word task_word extern_word workflow_word launch_word
%type <token> test_word bind_word return_word fail_word on_word
%type <token> word bound alias_opt
%type <list> path names alternatives angles type_args patterns fields
%type <list> kind_fields kind_fields_opt cases type_params type_params_opt
%type <list> params inputs outputs outputs_opt output_list items stmts exprs
%type <list> args named_args entries pairs arms
%type <type> pattern type plain_type type_part fresh_type bound_opt type_opt
%type <type> output_type
%type <field> field kind_field
%type <param> param output
%type <signature> signature
%type <import> import_decl
%type <decl> decl type_decl enum_decl const_decl defaults_decl kind_decl
%type <decl> task_decl extern_decl workflow_decl launch_decl test_decl
%type <decl> kind_head using
%type <block> block
%type <stmt> stmt
%type <expr> value if match expr postfix call comprehension list map record
%type <expr> with_opt default_opt on_opt item_value
%type <ladder> ladder
%type <tail> tail
%type <clause> for_clause
%type <arm> arm last_arm

%destructor { list_drop(&parser->lists, $$); } <list>

/* An operator, `(`, `[` or `.` after an expression goes on with it, though a
 * statement could begin there (README, "Limits"). */
%precedence WHOLE
%left OR
%left AND
%precedence NOT
%nonassoc EQ NE '<' LE '>' GE IN MATCHES
%nonassoc DOTDOT
%left '+' '-'
%left '*' '/' '%'
%precedence SIGN
%precedence '(' '['

%%

/* ---- modules ---- */

module
    : %empty
    | module import_decl            { vec_push(parser->arena, &parser->module->imports, $import_decl); }
    | module decl                   { vec_push(parser->arena, &parser->module->decls, $decl); }
    | module error
    ;

decl
    : type_decl
    | enum_decl
    | const_decl
    | defaults_decl
    | kind_decl
    | task_decl
    | extern_decl
    | workflow_decl
    | launch_decl
    | test_decl
    ;

/* A word that starts something ends bison's silence after a mistake. */
import_word   : IMPORT    { yyerrok; } ;
type_word     : TYPE      { yyerrok; } ;
enum_word     : ENUM      { yyerrok; } ;
const_word    : CONST     { yyerrok; } ;
defaults_word : DEFAULTS  { yyerrok; } ;
kind_word     : KIND      { yyerrok; } ;
task_word     : TASK      { yyerrok; } ;
extern_word   : EXTERN    { yyerrok; } ;
workflow_word : WORKFLOW  { yyerrok; parser_enter_body(parser); } ;
launch_word   : LAUNCH    { yyerrok; } ;
test_word     : TEST      { yyerrok; } ;
bind_word     : BIND_NAME { yyerrok; } ;
return_word   : RETURN    { yyerrok; } ;
fail_word     : FAIL      { yyerrok; } ;
on_word       : ON        { yyerrok; } ;

word
    : NAME
    | TYPE_NAME
    ;

/* The name of something new. */
bound
    : NAME
    | BIND_NAME
    ;

comma_opt
    : %empty
    | ','
    ;

/* ---- imports ---- */

import_decl
    : import_word path alias_opt
        {
            $$ = import_new(parser, $import_word, @$);
            $$->path = (NameVec)TAKE($path);
            $$->path_span = @path;
            $$->alias = $alias_opt.kind ? name_of(parser, $alias_opt)
                                        : $$->path.at[$$->path.len - 1];
        }
    | import_word TEXT AS NAME
        {
            $$ = import_new(parser, $import_word, @$);
            $$->text = text_plain(parser, $TEXT);
            $$->path_span = @TEXT;
            $$->alias = name_of(parser, $NAME);
        }
    | import_word error
        {
            $$ = import_new(parser, $import_word, @$);
            $$->path_span = @$;
        }
    ;

path
    : NAME                          { $$ = (List){0}; names_add(parser, &$$, name_of(parser, $NAME)); }
    | path '.' NAME                 { $$ = $1; names_add(parser, &$$, name_of(parser, $NAME)); }
    ;

alias_opt
    : %empty                        { $$ = (Token){0}; }
    | AS NAME                       { $$ = $NAME; }
    ;

/* ---- types ---- */

type_decl
    : type_word TYPE_NAME '=' fresh_type
        {
            $$ = decl_new(parser, DECL_TYPE, $type_word, @$);
            $$->name = name_of(parser, $TYPE_NAME);
            $$->as.type.value = $fresh_type;
        }
    | type_word TYPE_NAME error     { $$ = decl_broken(parser, $type_word, name_of(parser, $TYPE_NAME), @$); }
    | type_word error               { $$ = decl_broken(parser, $type_word, (Name){0}, @$); }
    ;

fresh_type
    : type
    | NEW plain_type                { $$ = type_expr_new(parser, TYPE_EXPR_FRESH, @$); type_expr_hold(parser, $$, $$->as.fresh = $plain_type); }
    ;

type
    : type_part
    | alternatives                  { $$ = type_expr_alt(parser, (TypeExprVec)TAKE($alternatives), @$); }
    | plain_type WHERE expr         { $$ = type_expr_refined(parser, $plain_type, $expr, @$); }
    ;

plain_type
    : type_part
    | alternatives                  { $$ = type_expr_alt(parser, (TypeExprVec)TAKE($alternatives), @$); }
    ;

alternatives
    : type_part[l] '|' type_part[r] { $$ = (List){0}; PUSH($$, TypeExpr *, $l); PUSH($$, TypeExpr *, $r); }
    | alternatives '|' type_part    { $$ = $1; PUSH($$, TypeExpr *, $type_part); }
    ;

type_part
    : type_part[item] '?'                       { $$ = type_expr_new(parser, TYPE_EXPR_OPTIONAL, @$); type_expr_hold(parser, $$, $$->as.optional = $item); }
    | NAME                                      { $$ = type_expr_plain(parser, name_of(parser, $NAME)); }
    | TYPE_NAME                                 { $$ = type_expr_plain(parser, name_of(parser, $TYPE_NAME)); }
    | NONE                                      { $$ = type_expr_plain(parser, name_of(parser, $NONE)); }
    | NAME '.' word                             { $$ = type_expr_of_module(parser, name_of(parser, $NAME), name_of(parser, $word)); }
    | NAME angles                               { $$ = type_expr_applied(parser, name_of(parser, $NAME), (TypeExprVec)TAKE($angles), @$); }
    | TYPE_NAME angles                          { $$ = type_expr_applied(parser, name_of(parser, $TYPE_NAME), (TypeExprVec)TAKE($angles), @$); }
    | '{' '}'                                   { $$ = type_expr_record(parser, (FieldVec){0}, false, @$); }
    | '{' fields '}'                            { $$ = type_expr_record(parser, (FieldVec)TAKE($fields), false, @$); }
    | '{' fields ',' '}'                        { $$ = type_expr_record(parser, (FieldVec)TAKE($fields), false, @$); }
    | '{' fields ',' DOTDOT comma_opt '}'       { $$ = type_expr_record(parser, (FieldVec)TAKE($fields), true, @$); }
    | '{' DOTDOT comma_opt '}'                  { $$ = type_expr_record(parser, (FieldVec){0}, true, @$); }
    | '{' error '}'                             { $$ = type_expr_new(parser, TYPE_EXPR_ERROR, @$); }
    | '(' type ')'                              { $$ = $type; }
    ;

angles
    : '<' type_args '>'             { $$ = $type_args; }
    | '<' type_args ',' '>'         { $$ = $type_args; }
    ;

type_args
    : plain_type                    { $$ = (List){0}; PUSH($$, TypeExpr *, $plain_type); }
    | type_args ',' plain_type      { $$ = $1; PUSH($$, TypeExpr *, $plain_type); }
    ;

fields
    : field                         { $$ = (List){0}; PUSH($$, Field *, $field); }
    | fields ',' field              { $$ = $1; PUSH($$, Field *, $field); }
    ;

field
    : NAME ':' type
        {
            $$ = field_new(parser, $NAME, @$);
            $$->type = $type;
        }
    ;

enum_decl
    : enum_word TYPE_NAME '{' cases comma_opt '}'
        {
            $$ = decl_new(parser, DECL_ENUM, $enum_word, @$);
            $$->name = name_of(parser, $TYPE_NAME);
            $$->as.enum_.cases = (EnumCaseVec)TAKE($cases);
        }
    | enum_word TYPE_NAME error     { $$ = decl_broken(parser, $enum_word, name_of(parser, $TYPE_NAME), @$); }
    | enum_word error               { $$ = decl_broken(parser, $enum_word, (Name){0}, @$); }
    ;

cases
    : word                          { $$ = (List){0}; PUSH($$, EnumCase, name_of(parser, $word), doc_of(parser, $word)); }
    | cases ',' word                { $$ = $1; PUSH($$, EnumCase, name_of(parser, $word), doc_of(parser, $word)); }
    ;

/* ---- constants and defaults ---- */

const_decl
    : const_word bound type_opt '=' value
        {
            $$ = decl_new(parser, DECL_CONST, $const_word, @$);
            $$->name = name_bound(parser, $bound);
            $$->as.const_.type = $type_opt;
            $$->as.const_.value = $value;
        }
    | const_word bound error        { $$ = decl_broken(parser, $const_word, name_bound(parser, $bound), @$); }
    | const_word error              { $$ = decl_broken(parser, $const_word, (Name){0}, @$); }
    ;

type_opt
    : %empty                        { $$ = NULL; }
    | ':' type                      { $$ = $type; }
    ;

defaults_decl
    : defaults_word record
        {
            $$ = decl_new(parser, DECL_DEFAULTS, $defaults_word, @$);
            $$->as.defaults.with = $record;
        }
    | defaults_word error           { $$ = decl_broken(parser, $defaults_word, (Name){0}, @$); }
    ;

/* ---- kinds ---- */

kind_decl
    : kind_word bound '=' kind_head outputs_opt '{' kind_fields_opt '}'
        {
            $$ = $kind_head;
            decl_start(parser, $$, $kind_word, @$);
            $$->name = name_bound(parser, $bound);
            $$->as.kind.fields = (FieldVec)TAKE($kind_fields_opt);
            $$->as.kind.outputs = (ParamVec)TAKE($outputs_opt);
            if (@outputs_opt.start != @outputs_opt.end)
                $$->as.kind.outputs_span = @outputs_opt;
        }
    | kind_word bound error         { $$ = decl_broken(parser, $kind_word, name_bound(parser, $bound), @$); }
    | kind_word error               { $$ = decl_broken(parser, $kind_word, (Name){0}, @$); }
    ;

kind_head
    : PLUGIN TEXT
        {
            $$ = decl_new(parser, DECL_KIND, $PLUGIN, @$);
            $$->as.kind.plugin = text_plain(parser, $TEXT);
            $$->as.kind.plugin_span = @TEXT;
        }
    | PLUGIN TEXT VERSION INT
        {
            $$ = decl_new(parser, DECL_KIND, $PLUGIN, @$);
            $$->as.kind.plugin = text_plain(parser, $TEXT);
            $$->as.kind.plugin_span = @TEXT;
            $$->as.kind.option = name_of(parser, $VERSION);
            $$->as.kind.version = expr_int(parser, $INT)->as.int_value;
        }
    ;

kind_fields_opt
    : %empty                        { $$ = (List){0}; }
    | kind_fields comma_opt
    ;

kind_fields
    : kind_field                    { $$ = (List){0}; PUSH($$, Field *, $kind_field); }
    | kind_fields ',' kind_field    { $$ = $1; PUSH($$, Field *, $kind_field); }
    ;

kind_field
    : NAME ':' type default_opt
        {
            $$ = field_new(parser, $NAME, @$);
            $$->type = $type;
            $$->value = $default_opt;
        }
    | NAME AS TEXT ':' type default_opt
        {
            $$ = field_new(parser, $NAME, @$);
            $$->rename = text_plain(parser, $TEXT);
            $$->type = $type;
            $$->value = $default_opt;
        }
    | NAME[field] AS NAME[place] TEXT ':' type default_opt
        {
            $$ = field_new(parser, $field, @$);
            $$->place = name_of(parser, $place).sym;
            $$->rename = text_plain(parser, $TEXT);
            $$->type = $type;
            $$->value = $default_opt;
        }
    ;

default_opt
    : %empty                        { $$ = NULL; }
    | '=' value                     { $$ = $value; }
    ;

/* ---- tasks ---- */

task_decl
    : task_word NAME signature using with_opt
        {
            $$ = $using;
            decl_start(parser, $$, $task_word, @$);
            $$->name = name_bound(parser, $NAME);
            $$->as.task.signature = *$signature;
            $$->as.task.with = $with_opt;
        }
    | task_word NAME error          { $$ = decl_broken(parser, $task_word, name_bound(parser, $NAME), @$); }
    | task_word error               { $$ = decl_broken(parser, $task_word, (Name){0}, @$); }
    ;

signature
    : type_params_opt inputs outputs_opt
        {
            $$ = &parser->signature;
            *$$ = (Signature){0};
            $$->outputs = (ParamVec)TAKE($outputs_opt);
            $$->inputs = (ParamVec)TAKE($inputs);
            $$->type_params = (TypeParamVec)TAKE($type_params_opt);
            if (@outputs_opt.start != @outputs_opt.end)
                $$->outputs_span = @outputs_opt;
        }
    ;

type_params_opt
    : %empty                                { $$ = (List){0}; }
    | '<' type_params comma_opt '>'         { $$ = $type_params; }
    ;

type_params
    : TYPE_NAME bound_opt                   { $$ = (List){0}; PUSH($$, TypeParam, name_of(parser, $TYPE_NAME), $bound_opt); }
    | type_params ',' TYPE_NAME bound_opt   { $$ = $1; PUSH($$, TypeParam, name_of(parser, $TYPE_NAME), $bound_opt); }
    ;

bound_opt
    : %empty                                { $$ = NULL; }
    | ':' plain_type                        { $$ = $plain_type; }
    ;

inputs
    : '(' ')'                               { $$ = (List){0}; }
    | '(' params ')'                        { $$ = $params; }
    | '(' params ',' ')'                    { $$ = $params; }
    | '(' error ')'                         { $$ = (List){0}; parser->broken = true; }
    ;

params
    : param                                 { $$ = (List){0}; PUSH($$, Param *, $param); }
    | params ',' param                      { $$ = $1; PUSH($$, Param *, $param); }
    ;

param
    : NAME ':' type default_opt
        {
            $$ = param_new(parser, $NAME, @$);
            $$->type = $type;
            $$->value = $default_opt;
        }
    ;

outputs_opt
    : %empty                                { $$ = (List){0}; }
    | ARROW output_list                     { $$ = $output_list; @$ = @output_list; }
    ;

output_list
    : '(' ')'                               { $$ = (List){0}; }
    | '(' outputs ')'                       { $$ = $outputs; }
    | '(' outputs ',' ')'                   { $$ = $outputs; }
    | '(' error ')'                         { $$ = (List){0}; parser->broken = true; }
    | output_type                           { $$ = (List){0}; PUSH($$, Param *, param_unnamed(parser, $output_type)); }
    ;

outputs
    : output                                { $$ = (List){0}; PUSH($$, Param *, $output); }
    | outputs ',' output                    { $$ = $1; PUSH($$, Param *, $output); }
    ;

output
    : NAME ':' type                         { $$ = param_new(parser, $NAME, @$); $$->type = $type; }
    ;

output_type
    : plain_type
    ;

using
    : USING NAME record
        {
            $$ = decl_new(parser, DECL_TASK, $USING, @$);
            $$->as.task.kind = name_of(parser, $NAME);
            $$->as.task.using = $record;
        }
    | USING NAME[module] '.' NAME[kind] record
        {
            $$ = decl_new(parser, DECL_TASK, $USING, @$);
            $$->as.task.kind_module = name_of(parser, $module);
            $$->as.task.kind = name_of(parser, $kind);
            $$->as.task.using = $record;
        }
    ;

with_opt
    : %empty                                { $$ = NULL; }
    | WITH record                           { $$ = $record; }
    ;

extern_decl
    : extern_word TASK NAME signature AT TEXT
        { $$ = decl_extern(parser, $extern_word, $NAME, $signature, $TEXT, @$); }
    | extern_word LAUNCH NAME signature AT TEXT
        {
            $$ = decl_extern(parser, $extern_word, $NAME, $signature, $TEXT, @$);
            $$->as.extern_.is_launch = true;
        }
    | extern_word TASK NAME error           { $$ = decl_broken(parser, $extern_word, name_bound(parser, $NAME), @$); }
    | extern_word LAUNCH NAME error         { $$ = decl_broken(parser, $extern_word, name_bound(parser, $NAME), @$); }
    | extern_word error                     { $$ = decl_broken(parser, $extern_word, (Name){0}, @$); }
    ;

/* ---- workflows, launch plans, tests ---- */

workflow_decl
    : workflow_word NAME signature with_opt block
        {
            $$ = decl_new(parser, DECL_WORKFLOW, $workflow_word, @$);
            $$->name = name_bound(parser, $NAME);
            $$->as.workflow.signature = *$signature;
            $$->as.workflow.with = $with_opt;
            $$->as.workflow.body = $block;
            $$->as.workflow.backwards = parser->backwards;
        }
    | workflow_word NAME error              { $$ = decl_broken(parser, $workflow_word, name_bound(parser, $NAME), @$); }
    | workflow_word error                   { $$ = decl_broken(parser, $workflow_word, (Name){0}, @$); }
    ;

launch_decl
    : launch_word bound '=' path '{' items '}'
        {
            $$ = decl_new(parser, DECL_LAUNCH, $launch_word, @$);
            $$->name = name_bound(parser, $bound);
            $$->as.launch.items = (LaunchItemVec)TAKE($items);
            decl_launch_of(parser, $$, (NameVec)TAKE($path));
        }
    | launch_word bound error               { $$ = decl_broken(parser, $launch_word, name_bound(parser, $bound), @$); }
    | launch_word error                     { $$ = decl_broken(parser, $launch_word, (Name){0}, @$); }
    ;

items
    : %empty                                { $$ = (List){0}; }
    | items word item_value on_opt comma_opt { $$ = $1; PUSH($$, LaunchItem, name_of(parser, $word), $item_value, $on_opt); }
    | items word ':' value comma_opt        { $$ = $1; PUSH($$, LaunchItem, name_of(parser, $word), $value, NULL); }
    | items error
    ;

item_value
    : record
    | map
    | call
    ;

on_opt
    : %empty                                { $$ = NULL; }
    | ON list                               { $$ = $list; }
    ;

test_decl
    : test_word TEXT block
        {
            $$ = decl_new(parser, DECL_TEST, $test_word, @$);
            $$->as.test.title = text_plain(parser, $TEXT);
            $$->as.test.body = $block;
        }
    | test_word error                       { $$ = decl_broken(parser, $test_word, (Name){0}, @$); }
    ;

/* ---- statements ---- */

block
    : '{' stmts '}'                         { $$ = block_new(parser, (StmtVec)TAKE($stmts), @$); yyerrok; }
    ;

stmts
    : %empty                                { $$ = (List){0}; }
    | stmts stmt                            { $$ = $1; PUSH($$, Stmt *, $stmt); }
    ;

stmt
    : bind_word '=' value                   { $$ = stmt_bind(parser, $bind_word, NULL, $value, @$); }
    | bind_word '=' error                   { $$ = stmt_bind(parser, $bind_word, NULL, NULL, @$); }
    | bind_word error                       { $$ = stmt_bind(parser, $bind_word, NULL, NULL, @$); }
    | NAME ':' type '=' value               { $$ = stmt_bind(parser, $NAME, $type, $value, @$); }
    | NAME ':' error                        { $$ = stmt_bind(parser, $NAME, NULL, NULL, @$); }
    | value                                 { $$ = stmt_value(parser, $value, YYRECOVERING()); }
    | return_word value
        {
            List one = {0};
            PUSH(one, Arg, .value = $value);
            $$ = stmt_return(parser, one, @$);
        }
    | return_word '(' ')'                   { $$ = stmt_return(parser, (List){0}, @$); }
    | return_word '(' named_args comma_opt ')' { $$ = stmt_return(parser, $named_args, @$); }
    | fail_word value                       { $$ = stmt_new(parser, STMT_FAIL, @$); $$->as.fail = $value; }
    | on_word FAILURE '(' NAME ')' block
        {
            $$ = stmt_new(parser, STMT_ON_FAILURE, @$);
            $$->as.on_failure.error = name_of(parser, $NAME);
            $$->as.on_failure.body = $block;
        }
    | on_word FAILURE block
        {
            $$ = stmt_new(parser, STMT_ON_FAILURE, @$);
            $$->as.on_failure.body = $block;
        }
    | error                                 { $$ = stmt_new(parser, STMT_ERROR, @$); }
    ;

/* ---- expressions ---- */

/* What may stand alone; inside an operator only an expr. */
value
    : expr                          %prec WHOLE
    | expr AS plain_type            { $$ = expr_convert(parser, $expr, $plain_type, @$); }
    | if
    | match
    ;

if
    : ladder                        { $$ = $ladder->first; $$->span = @$; }
    | ladder ELSE block             { $$ = ladder_else(parser, $ladder, $block, @$); }
    ;

ladder
    : IF expr block                 { $$ = ladder_new(parser, expr_if(parser, $expr, $block, @$)); }
    | ladder[rungs] else_if expr block
        {
            Span span = span_join(@else_if, @block);
            $$ = $rungs;
            ladder_add(parser, $$, expr_if(parser, $expr, $block, span));
        }
    ;

else_if
    : ELSE IF                       { @$ = @IF; }
    | ELIF
    ;

match
    : MATCH expr '{' arms '}'               { $$ = expr_match(parser, $expr, (MatchArmVec)TAKE($arms), @$); }
    | MATCH expr '{' arms last_arm '}'
        {
            PUSH($arms, MatchArm *, $last_arm);
            $$ = expr_match(parser, $expr, (MatchArmVec)TAKE($arms), @$);
        }
    | MATCH expr '{' arms error '}'         { list_drop(&parser->lists, $arms); $$ = expr_new(parser, EXPR_ERROR, @$); }
    ;

arms
    : %empty                                { $$ = (List){0}; }
    | arms arm                              { $$ = $1; PUSH($$, MatchArm *, $arm); }
    ;

arm
    : patterns block comma_opt              { $$ = arm_new(parser, (TypeExprVec)TAKE($patterns), $block, span_join(@patterns, @block)); }
    | last_arm ','
    ;

last_arm
    : patterns ARROW value                  { $$ = arm_new(parser, (TypeExprVec)TAKE($patterns), block_of(parser, $value), @$); }
    ;

patterns
    : pattern                               { $$ = (List){0}; PUSH($$, TypeExpr *, $pattern); }
    | patterns '|' pattern                  { $$ = $1; PUSH($$, TypeExpr *, $pattern); }
    ;

pattern
    : type_part
    | TYPE_NAME '.' word                    { $$ = pattern_of_case(parser, (Name){0}, name_of(parser, $TYPE_NAME), name_of(parser, $word), @$); }
    | NAME '.' TYPE_NAME '.' word           { $$ = pattern_of_case(parser, name_of(parser, $NAME), name_of(parser, $TYPE_NAME), name_of(parser, $word), @$); }
    ;

expr
    : postfix                       %prec WHOLE
    | call tail
        {
            $$ = $call;
            $$->span = @$;
            if ($$->kind == EXPR_CALL) { /* an error has no room for it */
                $$->as.call.tail = $tail;
                tail_hold(parser, $$, $tail);
            }
        }
    | comprehension tail            { $$ = $comprehension; $$->span = @$; $$->as.comprehension.tail = $tail; tail_hold(parser, $$, $tail); }
    | NOT expr[item]                { $$ = expr_unary(parser, UNARY_NOT, $item, @$); }
    | '-' expr[item]    %prec SIGN  { $$ = expr_unary(parser, UNARY_MINUS, $item, @$); }
    | expr[l] OR expr[r]            { $$ = expr_binary(parser, BINARY_OR, $l, $r, @OR); }
    | expr[l] AND expr[r]           { $$ = expr_binary(parser, BINARY_AND, $l, $r, @AND); }
    | expr[l] EQ expr[r]            { $$ = expr_binary(parser, BINARY_EQ, $l, $r, @EQ); }
    | expr[l] NE expr[r]            { $$ = expr_binary(parser, BINARY_NE, $l, $r, @NE); }
    | expr[l] '<' expr[r]           { $$ = expr_binary(parser, BINARY_LT, $l, $r, @2); }
    | expr[l] LE expr[r]            { $$ = expr_binary(parser, BINARY_LE, $l, $r, @LE); }
    | expr[l] '>' expr[r]           { $$ = expr_binary(parser, BINARY_GT, $l, $r, @2); }
    | expr[l] GE expr[r]            { $$ = expr_binary(parser, BINARY_GE, $l, $r, @GE); }
    | expr[l] IN expr[r]            { $$ = expr_binary(parser, BINARY_IN, $l, $r, @IN); }
    | expr[l] MATCHES expr[r]       { $$ = expr_binary(parser, BINARY_MATCHES, $l, $r, @MATCHES); }
    | expr[l] DOTDOT expr[r]        { $$ = expr_range(parser, $l, $r, @$); }
    | expr[l] '+' expr[r]           { $$ = expr_binary(parser, BINARY_ADD, $l, $r, @2); }
    | expr[l] '-' expr[r]           { $$ = expr_binary(parser, BINARY_SUB, $l, $r, @2); }
    | expr[l] '*' expr[r]           { $$ = expr_binary(parser, BINARY_MUL, $l, $r, @2); }
    | expr[l] '/' expr[r]           { $$ = expr_binary(parser, BINARY_DIV, $l, $r, @2); }
    | expr[l] '%' expr[r]           { $$ = expr_binary(parser, BINARY_REM, $l, $r, @2); }
    ;

tail
    : WITH record                           { $$ = tail_with(parser, NULL, $record, @WITH); }
    | AFTER list                            { $$ = tail_after(parser, NULL, $list, @AFTER); }
    | WITH record AFTER list                { $$ = tail_after(parser, tail_with(parser, NULL, $record, @WITH), $list, @AFTER); }
    | AFTER list WITH record                { $$ = tail_with(parser, tail_after(parser, NULL, $list, @AFTER), $record, @WITH); }
    ;

postfix
    : NAME                          { $$ = expr_name(parser, name_of(parser, $NAME)); }
    | TYPE_NAME                     { $$ = expr_name(parser, name_of(parser, $TYPE_NAME)); }
    | INT                           { $$ = expr_int(parser, $INT); }
    | FLOAT                         { $$ = expr_float(parser, $FLOAT); }
    | TEXT                          { $$ = expr_text(parser, $TEXT); }
    | DURATION                      { $$ = expr_duration(parser, $DURATION); }
    | SIZE                          { $$ = expr_size(parser, $SIZE); }
    | DATETIME                      { $$ = expr_datetime(parser, $DATETIME); }
    | NONE                          { $$ = expr_new(parser, EXPR_NONE, @$); }
    | TRUE                          { $$ = expr_bool(parser, true, @$); }
    | FALSE                         { $$ = expr_bool(parser, false, @$); }
    | list
    | map
    | record
    | '(' expr ')'                  { $$ = $expr; }
    | '(' expr AS plain_type ')'    { $$ = expr_convert(parser, $expr, $plain_type, @$); }
    | '(' error ')'                 { $$ = expr_new(parser, EXPR_ERROR, @$); }
    | call                          %prec WHOLE
    | comprehension                 %prec WHOLE
    | postfix[base] '.' word        { $$ = expr_field(parser, $base, name_of(parser, $word), @$); }
    | postfix[base] '[' value ']'   { $$ = expr_index(parser, $base, $value, @$); }
    ;

call
    : postfix[callee] '(' ')'               { $$ = expr_call(parser, $callee, (List){0}, @$); }
    | postfix[callee] '(' args ')'          { $$ = expr_call(parser, $callee, $args, @$); }
    | postfix[callee] '(' args ',' ')'      { $$ = expr_call(parser, $callee, $args, @$); }
    | postfix[callee] '(' error ')'         { (void)$callee; $$ = expr_new(parser, EXPR_ERROR, @$); }
    ;

list
    : '[' ']'                               { $$ = expr_list(parser, (ExprVec){0}, @$); }
    | '[' exprs ']'                         { $$ = expr_list(parser, (ExprVec)TAKE($exprs), @$); }
    | '[' exprs ',' ']'                     { $$ = expr_list(parser, (ExprVec)TAKE($exprs), @$); }
    | '[' error ']'                         { $$ = expr_new(parser, EXPR_ERROR, @$); }
    ;

exprs
    : value                                 { $$ = (List){0}; PUSH($$, Expr *, $value); }
    | exprs ',' value                       { $$ = $1; PUSH($$, Expr *, $value); }
    ;

comprehension
    : '[' value for_clause ']'
        {
            $$ = expr_new(parser, EXPR_COMPREHENSION, @$);
            $$->as.comprehension.body = $value;
            $$->as.comprehension.clause = $for_clause;
            expr_hold(parser, $$, $value);
            expr_hold(parser, $$, $for_clause->items);
        }
    ;

for_clause
    : FOR names IN value
        {
            $$ = arena_new(parser->arena, ForClause);
            $$->names = (NameVec)TAKE($names);
            $$->items = $value;
        }
    ;

names
    : NAME                                  { $$ = (List){0}; names_add(parser, &$$, name_bound(parser, $NAME)); }
    | names ',' NAME                        { $$ = $1; names_add(parser, &$$, name_bound(parser, $NAME)); }
    ;

map
    : '{' ':' '}'                           { $$ = expr_new(parser, EXPR_MAP, @$); }
    | '{' pairs comma_opt '}'               { $$ = expr_map(parser, $pairs, @$); }
    ;

pairs
    : TEXT ':' value                        { $$ = (List){0}; PUSH($$, Arg, text_key(parser, $TEXT), $value); }
    | pairs ',' TEXT ':' value              { $$ = $1; PUSH($$, Arg, text_key(parser, $TEXT), $value); }
    ;

record
    : '{' '}'                               { $$ = expr_new(parser, EXPR_RECORD, @$); }
    | '{' entries '}'                       { $$ = expr_record(parser, $entries, @$); }
    | '{' entries ',' '}'                   { $$ = expr_record(parser, $entries, @$); }
    | '{' error '}'                         { $$ = expr_new(parser, EXPR_ERROR, @$); }
    ;

entries
    : NAME ':' value                        { $$ = (List){0}; PUSH($$, Arg, name_of(parser, $NAME), $value); }
    | TYPE_NAME ':' value                   { $$ = (List){0}; PUSH($$, Arg, name_of(parser, $TYPE_NAME), $value); }
    | entries ',' NAME ':' value            { $$ = $1; PUSH($$, Arg, name_of(parser, $NAME), $value); }
    | entries ',' TYPE_NAME ':' value       { $$ = $1; PUSH($$, Arg, name_of(parser, $TYPE_NAME), $value); }
    ;

args
    : value                                 { $$ = (List){0}; PUSH($$, Arg, .value = $value); }
    | NAME ':' value                        { $$ = (List){0}; PUSH($$, Arg, name_of(parser, $NAME), $value); }
    | args ',' value                        { $$ = $1; args_add_unnamed(parser, &$$, $value); }
    | args ',' NAME ':' value               { $$ = $1; PUSH($$, Arg, name_of(parser, $NAME), $value); }
    ;

named_args
    : NAME ':' value                        { $$ = (List){0}; PUSH($$, Arg, name_of(parser, $NAME), $value); }
    | named_args ',' NAME ':' value         { $$ = $1; PUSH($$, Arg, name_of(parser, $NAME), $value); }
    ;

%%

/* The quick parser has no mistakes, and nothing of this. */

static int yyreport_syntax_error(const yypcontext_t *context, Parser *parser)
{
    yysymbol_kind_t symbols[YYNTOKENS];
    bool by_symbol[YYNTOKENS] = {false};
    bool wanted[WANTED_MAX] = {false};
    int count = yypcontext_expected_tokens(context, symbols, YYNTOKENS);
    for (int i = 0; i < count; i++)
        by_symbol[symbols[i]] = true;
    for (int kind = 0; kind <= YYMAXUTOK; kind++)
        wanted[kind] = by_symbol[YYTRANSLATE(kind)];
    parser_unexpected(parser, wanted);
    return 0;
}
