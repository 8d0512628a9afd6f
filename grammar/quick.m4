# quick.m4 - bison's skeleton of the quick parser (README, "Two parsers").
#
# An LR parser as in Aho, Lam, Sethi and Ullman, "Compilers" (2006), 4.6, for
# input that is right: it stops at the first mistake and says nothing.  The
# tables are bison's, rows laid over each other (Tarjan and Yao, "Storing a
# sparse table", CACM 22, 1979).  What is known when the parser is made is not
# looked up when it runs:
#
# - A state that reduces whatever comes is never entered: what would lead to it
#   names the rule instead.
# - Each rule has code of its own, in which its length and where its left side
#   lies in the tables are constants.  It goes right on to the next rule where
#   there is but one way to go.
# - The lookahead is always there.
#
# The grammar is pure and has locations.  In place of yylex it defines
# yypeek (%param), the next token's kind, and yytake (&value, &location, %param),
# which goes on to the one behind.  The end is never taken.  yyerrok and
# YYRECOVERING() do nothing.  The stack does not grow: what needs more of it
# counts as a mistake.

m4_include(b4_skeletonsdir/[c.m4])

m4_define([b4_pure_flag], [2])
m4_define([b4_pure_if], [$1])
b4_percent_define_get([[api.pure]])
b4_percent_define_get([[parse.error]])


## ---- bison's tables ---- ##

# quick_read(NAME): makes NAME(0), NAME(1)... of the list b4_NAME.
m4_define([quick_read],
[m4_pushdef([quick_at], [0])dnl
m4_foreach([quick_entry], m4_dquote(m4_unquote(m4_indir([b4_$1]))),
[m4_define([$1(]quick_at[)], m4_eval(quick_entry))dnl
m4_define([quick_at], m4_incr(quick_at))])dnl
m4_popdef([quick_at])])

m4_map([quick_read],
       [[[pact]], [[defact]], [[pgoto]], [[defgoto]],
        [[table]], [[check]], [[r1]], [[r2]]])

# quick(NAME, INDEX)
m4_define([quick], [m4_indir([$1($2)])])

# The rule that a state reduces by, whatever comes, or nothing.  A state where
# that is a rule of no symbols is needed: it stays below them.
m4_define([quick_passed],
[m4_if(quick([pact], [$1]), b4_pact_ninf,
       [m4_if(quick([r2], quick([defact], [$1])), [0], [],
              [quick([defact], [$1])])])])

# quick_way(STATE): the way there, as yycells has it.
m4_define([quick_way],
[m4_ifval(quick_passed([$1]),
          [m4_eval(b4_states_number + quick_passed([$1]))], [$1])])

# quick_cell(INDEX): bison's entry, which is the number of a state, 0 or b4_table_ninf
# for a mistake, or minus the number of a rule.
m4_define([quick_cell],
[{quick([check], [$1]), m4_if(quick([table], [$1]), b4_table_ninf, [-1],
    quick([table], [$1]), b4_final_state_number, [-2],
    m4_eval(quick([table], [$1]) > 0), [1], [quick_way(quick([table], [$1]))],
    [m4_eval(quick([table], [$1]) - 1)])}])

# Rows may begin before the first cell and end behind the last.
m4_define([quick_margin], m4_eval(b4_states_number + b4_tokens_number))
m4_define([quick_row],
[m4_if(quick([pact], [$1]), b4_pact_ninf, [0],
       [m4_eval(quick_margin + quick([pact], [$1]))])])

# quick_list(COUNT, MACRO, [ARGUMENT]): MACRO(0), and so on.
m4_define([quick_list],
[m4_for([quick_at], [0], m4_eval([$1] - 1), [1],
[m4_if(m4_eval(quick_at % 8), [0], [
   ])[ ]$2(m4_default([$3], quick_at))[,]])])


## ---- rules ---- ##

m4_define([b4_lhs_value], [b4_symbol_value([yyval], [$1], [$2])])
m4_define([b4_rhs_value],
[b4_symbol_value([yytop@{b4_subtract([$2], [$1])@}.value], [$3], [$4])])
m4_define([b4_lhs_location], [(yyloc)])
m4_define([b4_rhs_location], [(yytop@{b4_subtract([$2], [$1])@}.loc)])

# bison's call for each rule that has an action.
m4_define([b4_case], [m4_define([action($1)], [$2])m4_define([text($1)], [$3])])
m4_define([quick_ignored], m4_expand([b4_actions]))

# quick_go(STATE): at the end of a rule that leads there from everywhere.
m4_define([quick_go],
[m4_ifval(quick_passed([$1]), [yyrule = quick_passed([$1]); goto yyreduce;],
          [yystate = $1; goto yydecide;])])

# quick_goto(LEFT SIDE, LENGTH)
m4_define([quick_goto],
[m4_if(quick([pgoto], [$1]), b4_pact_ninf, [quick_go(quick([defgoto], [$1]))],
[YYGO (m4_if([$2], [0], [yystate], [yytop@{-1@}.state]), dnl
m4_eval(quick_margin + quick([pgoto], [$1])), dnl
quick_way(quick([defgoto], [$1])));])])

# quick_rule(RULE, LEFT SIDE, LENGTH)
m4_define([quick_rule],
[
  case $1:
    {
      YYLTYPE yyloc;
m4_ifdef([action($1)],
[m4_if([$3], [0], [      YYSTYPE yyval;],
                  [      YYSTYPE yyval = yytop@{1 - $3@}.value;])
      YYLLOC_DEFAULT (yyloc, yytop - $3, $3);
m4_indir([action($1)])
b4_syncline([@oline@], [@ofile@])dnl
m4_if([$3], [0], [      YYPUSH ();
      YYPUT (1, yyval, yyloc);],
                 [      YYPUT ($3, yyval, yyloc);])],
[      YYLLOC_DEFAULT (yyloc, yytop - $3, $3);
m4_if([$3], [0], [      YYPUSH ();],
                 [      yytop -= $3 - 1;])
      yytop->loc = yyloc;])
      quick_goto([$2], [$3])
    }
])


## ---- the parser ---- ##

b4_output_begin([b4_parser_file_name])dnl
b4_percent_code_get([[top]])[
#define YYSTYPE ]b4_api_PREFIX[STYPE
#define YYLTYPE ]b4_api_PREFIX[LTYPE
#define yyparse ]b4_prefix[parse
]b4_user_pre_prologue[
]b4_percent_code_get([[requires]])[
]b4_token_enums[
]b4_declare_yylstype[
]b4_percent_code_get([[provides]])[
]b4_user_post_prologue[
]b4_percent_code_get[

enum { YYSTATES = ]b4_states_number[, YYDEPTH = 1024 };

/* What stands in a row of a state or of a left side, in the columns that are
   those of tokens or of states: all rows lie in one table, and a cell belongs
   to the row in which its column is its own.  `way`: to a state; from YYSTATES
   on, YYSTATES and the rule that the state there would reduce by; below 0:
   reduce by rule ~way. */
struct yycell { short column, way; };
static const struct yycell yycells[] =
{]quick_list(quick_margin, [m4_quote], [[{-1, -1}]])quick_list(b4_last + 1, [quick_cell])quick_list(quick_margin, [m4_quote], [[{-1, -1}]])[
};

/* Where the row of a state begins. */
static const unsigned short yyrow[] =
{]quick_list(b4_states_number, [quick_row])[
};

/* The rule to reduce by in a state whose row does not say what to do. */
static const unsigned short yydefault[] =
{
]b4_defact[
};

/* The columns of yylex's tokens. */
static const unsigned char yycolumn[] =
{
]b4_translate[
};

/* state: as of when something was laid on top of it.  Whatever is an index is as
   wide as a pointer, for then it need not be widened. */
struct yyentry
{
  YYSTYPE value;
  YYLTYPE loc;
  long state;
};

#define YYRHSLOC(Rhs, K) ((Rhs)[K].loc)
#define yyerrok          ((void) 0)
#define YYRECOVERING()   0

#define YYPUSH()                                \
  do {                                          \
    yytop->state = yystate;                     \
    if (++yytop == yystack + YYDEPTH)           \
      return 2;                                 \
  } while (0)

/* In place of the last symbols, the one that they are. */
#define YYPUT(Length, Value, Loc)               \
  do {                                          \
    yytop -= (Length) - 1;                      \
    yytop->value = (Value);                     \
    yytop->loc = (Loc);                         \
  } while (0)

#define YYGO(From, Row, Default)                \
  do {                                          \
    long yyfrom = (From);                       \
    yyway = yycells[yyfrom + (Row)].column == (short) yyfrom \
      ? yycells[yyfrom + (Row)].way : (Default); \
    goto yyarrive;                              \
  } while (0)

int
yyparse (]b4_formals(b4_parse_param)[)
{
  struct yyentry yystack[YYDEPTH];
  struct yyentry *yytop = yystack;
  long yystate = 0;
  long yytoken, yyway, yyrule;
  const struct yycell *yycell;

  *yytop = (struct yyentry){0};

  yytoken = yycolumn@{yypeek (]b4_user_args_no_comma[)@};

yydecide:
  yycell = &yycells[yyrow[yystate] + yytoken];
  if (yycell->column != (short) yytoken)
    {
      yyrule = yydefault[yystate];
      goto yyreduce;
    }
  yyway = yycell->way;
  if (yyway < 0)
    {
      yyrule = ~yyway;
      goto yyreduce;
    }
  YYPUSH ();
  yytake (&yytop->value, &yytop->loc]b4_user_args[);
  yytoken = yycolumn@{yypeek (]b4_user_args_no_comma[)@};

yyarrive:
  if (yyway < YYSTATES)
    {
      yystate = yyway;
      goto yydecide;
    }
  yyrule = yyway - YYSTATES;

yyreduce:
  switch (yyrule)
    {
  case 0: return 1;
  case 1: return 0;
]m4_for([quick_at], [2], b4_rules_number, [1],
        [quick_rule(quick_at, m4_eval(quick([r1], quick_at) - b4_tokens_number),
                    quick([r2], quick_at))])[
  default: __builtin_unreachable ();
    }
}
]b4_output_end
