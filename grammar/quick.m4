# quick.m4 - bison's skeleton of the quick parser (README, "Two parsers").
#
# An LR parser as in Aho, Lam, Sethi and Ullman, "Compilers" (2006), 4.6, for
# input that is right: it stops at the first mistake and says nothing.  Its
# tables are those that bison makes for any skeleton, rows laid over each other
# (Tarjan and Yao, "Storing a sparse table", CACM 22, 1979).  What is known when
# the parser is made is not looked up when it runs: each rule has code of its
# own, with its length, the row of its left side and that row's default in it.
#
# The grammar is pure and has locations.  In place of yylex it defines yypeek
# (%param), the next token's kind, and yytake (&value, &location, %param), which
# goes on to the one behind.  The end is never taken.  yyerrok and
# YYRECOVERING() do nothing.  The stack does not grow: what needs more of it
# counts as a mistake.

m4_include(b4_skeletonsdir/[c.m4])

m4_define([b4_pure_flag], [2])
m4_define([b4_pure_if], [$1])
b4_percent_define_get([[api.pure]])
b4_percent_define_get([[parse.error]])
b4_percent_define_get([[parse.lac]])


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

# Rows may begin before bison's first cell and end behind its last one.
m4_define([quick_margin], m4_eval(b4_states_number + b4_tokens_number))

# The entries of the tables.  Bison's b4_table_ninf is 0 here, a mistake, and
# rule 1 has its end without being led there.
m4_define([quick_empty], [{-1, 0}])
m4_define([quick_cell],
[{quick([check], [$1]), m4_case(quick([table], [$1]), b4_table_ninf, [0],
    b4_final_state_number, [-1], [quick([table], [$1])])}])
m4_define([quick_default], [m4_eval(-quick([defact], [$1]))])
m4_define([quick_row],
[m4_if(quick([pact], [$1]), b4_pact_ninf, [0],
       [m4_eval(quick_margin + quick([pact], [$1]))])])

# quick_list(COUNT, MACRO): MACRO(0), MACRO(1)..., a few to a line.
m4_define([quick_list],
[m4_for([quick_at], [0], m4_eval([$1] - 1), [1],
[m4_if(m4_eval(quick_at % 6), [0], [
 ])[ ]$2(quick_at)[,]])])


## ---- rules ---- ##

m4_define([b4_lhs_value], [b4_symbol_value([yyval], [$1], [$2])])
m4_define([b4_rhs_value],
[b4_symbol_value([yytop@{b4_subtract([$2], [$1])@}.value], [$3], [$4])])
m4_define([b4_lhs_location], [(yyloc)])
m4_define([b4_rhs_location], [(yytop@{b4_subtract([$2], [$1])@}.loc)])

# bison's call for each rule that has an action.
m4_define([b4_case], [m4_define([action($1)], [$2])])
m4_define([quick_ignored], m4_expand([b4_actions]))

# quick_go(LEFT SIDE): its row, if any, and where it leads in other states.
m4_define([quick_go],
[m4_if(quick([pgoto], [$1]), b4_pact_ninf, [-1],
       [m4_eval(quick_margin + quick([pgoto], [$1]))]), quick([defgoto], [$1])])

m4_define([quick_rule],
[[
  case -$1:
    {
      YYBEGIN (]quick([r2], [$1])[);
]m4_ifdef([action($1)], [m4_indir([action($1)])
b4_syncline([@oline@], [@ofile@])])dnl
[      YYEND (]quick([r2], [$1])[);
      YYGO (]quick_go(m4_eval(quick([r1], [$1]) - b4_tokens_number))[);
      break;
    }
]])


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

enum { YYDEPTH = 1024 };

/* The rows of all states and left sides, laid over each other: a cell belongs
   to the row in which it stands in its own column, that of a token or that of
   a state below.  Its way: to a state, or from 0 down to the end of a rule. */
static const struct yycell { short column, way; } yycells[] =
{]quick_list(quick_margin, [quick_empty])quick_list(b4_last + 1,
  [quick_cell])quick_list(quick_margin, [quick_empty])[
};

/* Where the row of a state begins; 0 is empty: the state looks at no token. */
static const unsigned short yyrow[] =
{]quick_list(b4_states_number, [quick_row])[
};

/* The way from a state when its row has none. */
static const short yydefault[] =
{]quick_list(b4_states_number, [quick_default])[
};

/* The columns of tokens. */
static const unsigned char yycolumn[] =
{
]b4_translate[
};

_Static_assert (]b4_states_number[ < 32768, "a state is a short");
_Static_assert (]b4_tokens_number[ < 256, "a token's column is a byte");

/* A symbol that was read.  state: that which it led to, once another symbol
   lies on top; yystate until then.  Indices are as wide as pointers, so that
   none needs to be widened. */
struct yyentry
{
  YYSTYPE value;
  YYLTYPE loc;
  long state;
};

#define YYRHSLOC(Rhs, K) ((Rhs)[K].loc)
#define yyerrok          ((void) 0)
#define YYRECOVERING()   0

#define YYPUSH()                                                \
  do {                                                          \
    yytop->state = yystate;                                     \
    if (++yytop == yystack + YYDEPTH)                           \
      return 2;                                                 \
  } while (0)

/* Around the action of a rule: its symbols make way for its left side. */
#define YYBEGIN(Length)                                         \
  YYSTYPE yyval = yytop[(Length) ? 1 - (Length) : 0].value;     \
  YYLTYPE yyloc;                                                \
  YYLLOC_DEFAULT (yyloc, yytop - (Length), Length)
#define YYEND(Length)                                           \
  do {                                                          \
    if ((Length) == 0)                                          \
      YYPUSH ();                                                \
    else                                                        \
      yytop -= (Length) - 1;                                    \
    yytop->value = yyval;                                       \
    yytop->loc = yyloc;                                         \
  } while (0)

/* To where the left side leads from the state below it. */
#define YYGO(Row, Default)                                      \
  do {                                                          \
    long yybelow = yytop[-1].state;                             \
    yystate = (Default);                                        \
    if ((Row) >= 0                                              \
        && yycells[(Row) + yybelow].column == (short) yybelow)  \
      yystate = yycells[(Row) + yybelow].way;                   \
  } while (0)

int
yyparse (]b4_formals(b4_parse_param)[)
{
  struct yyentry yystack[YYDEPTH];
  struct yyentry *yytop = yystack;
  long yystate = 0;
  long yytoken = yycolumn@{yypeek (]b4_user_args_no_comma[)@};

  *yytop = (struct yyentry) {0};
  for (;;)
    {
      const struct yycell *yycell = &yycells[yyrow[yystate] + yytoken];
      long yyway;
      if (yycell->column != (short) yytoken)
        yyway = yydefault[yystate];
      else if ((yyway = yycell->way) > 0)
        {
          YYPUSH ();
          yytake (&yytop->value, &yytop->loc]b4_user_args[);
          yytoken = yycolumn@{yypeek (]b4_user_args_no_comma[)@};
          yystate = yyway;
          continue;
        }
      switch (yyway)
        {
  case 0: /* a mistake */
    return 1;
  case -1: /* the end */
    return 0;
]m4_for([quick_at], [2], b4_rules_number, [1], [quick_rule(quick_at)])[
  default:
    __builtin_unreachable ();
        }
    }
}
]b4_output_end
