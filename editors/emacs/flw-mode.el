;;; flw-mode.el --- Editing flw, a pipeline language for Flyte  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: languages, tools
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Colours, indentation, `imenu', and `flw lsp' by way of eglot.  `compile'
;; offers `flw check'; `flw-run' and `flw-graph' are commands of their own.

;;; Code:

(require 'compile)

(defgroup flw nil
  "The flw pipeline language."
  :group 'languages)

(defcustom flw-program "flw"
  "The program flw: a name on the path, or a file."
  :type 'string
  :risky t)

(defcustom flw-indent 2
  "Columns for each level, as `flw fmt' has them."
  :type 'integer
  :safe #'integerp)

;;;; Words

(defconst flw--declares
  '("import" "type" "enum" "const" "defaults" "kind" "task" "extern"
    "workflow" "launch" "test"))

(defconst flw--words
  '("as" "new" "where" "using" "with" "after" "on" "return" "fail" "if" "else"
    "match" "for" "in" "matches" "and" "or" "not"))

(defconst flw--types
  '("int" "float" "string" "bool" "datetime" "duration" "bytes" "json" "list"
    "map" "file" "dir" "table" "error"))

(defun flw--keyword (words)
  "What matches one of WORDS, but not after a dot nor before a colon."
  (concat "\\(?:^\\|[^.[:alnum:]_]\\)" (regexp-opt words t)
          "\\_>\\(?:[^:]\\|$\\)"))

(defconst flw--font-lock
  `((,(concat (regexp-opt '("task" "workflow" "launch") 'symbols)
              "[ \t]+\\([a-z_][[:alnum:]_]*\\)")
     2 font-lock-function-name-face)
    (,(concat (regexp-opt '("const" "kind") 'symbols)
              "[ \t]+\\([a-z_][[:alnum:]_]*\\)")
     2 font-lock-variable-name-face)
    (,(flw--keyword flw--declares) 1 font-lock-keyword-face)
    (,(flw--keyword flw--words) 1 font-lock-keyword-face)
    (,(flw--keyword '("true" "false" "none")) 1 font-lock-constant-face)
    (,(flw--keyword '("self")) 1 font-lock-builtin-face)
    ("\\_<on[ \t]+\\(failure\\)\\_>" 1 font-lock-keyword-face)
    ("\\_<\\(plugin\\)[ \t]+\"" 1 font-lock-keyword-face)
    (,(concat (regexp-opt '("len" "zip" "approve" "wait_for" "sleep") 'symbols)
              "[ \t]*(")
     1 font-lock-builtin-face)
    ("\\_<[A-Z][[:alnum:]_]*\\.\\([[:alpha:]_][[:alnum:]_]*\\)"
     1 font-lock-constant-face)
    ("\\_<[A-Z][[:alnum:]_]*\\_>" . font-lock-type-face)
    (,(concat (regexp-opt flw--types 'symbols) "[ \t]*\\(?:[^:=(. \t]\\|$\\)")
     1 font-lock-type-face)
    ("^[ \t]*\\([a-z_][[:alnum:]_]*\\)[ \t]*=[^=]"
     1 font-lock-variable-name-face)
    ("@[0-9][[:alnum:]:+-]*\\(?:\\.[[:alnum:]:+-]+\\)?"
     . font-lock-constant-face)
    ("{[ \t]*\\([a-z_][[:alnum:]_.]*\\)[ \t]*}" 1
     (and (nth 3 (syntax-ppss)) 'font-lock-variable-name-face) prepend)))

(defvar flw-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?' "." table)
    (dolist (char '(?< ?> ?| ?? ?= ?! ?* ?/ ?% ?+ ?- ?@ ?.))
      (modify-syntax-entry char "." table))
    table))

;;;; Texts

;; A block of text is delimited by string fences, a raw one in one line has
;; backslashes that mean nothing.  Each rule begins where no text is open.

(defun flw--fence ()
  "Mark the three quotes just matched as one end of a block of text."
  (let* ((start (match-beginning 0))
         (state (save-excursion (syntax-ppss start)))
         (open (nth 8 state)))
    (cond
     ((nth 4 state))                    ; in a comment
     ((null open)
      (put-text-property start (1+ start) 'syntax-table
                         (string-to-syntax "|")))
     ;; The end, if what is open is a block: its first quote is a fence.
     ((equal (get-text-property open 'syntax-table) (string-to-syntax "|"))
      (put-text-property (1- (match-end 0)) (match-end 0) 'syntax-table
                         (string-to-syntax "|"))))))

(defun flw--raw ()
  "Mark the backslashes of the raw text just matched as plain characters."
  (unless (nth 8 (save-excursion (syntax-ppss (match-beginning 0))))
    (save-excursion
      (let ((end (match-end 0)))
        (goto-char (match-beginning 0))
        (while (search-forward "\\" end t)
          (put-text-property (1- (point)) (point) 'syntax-table
                             (string-to-syntax ".")))))))

(defconst flw--propertize
  (syntax-propertize-rules
   ("\"\"\"" (0 (ignore (flw--fence))))
   ("\\_<r\"\\(?:[^\"\n]*\\)\"" (0 (ignore (flw--raw))))))

;;;; Indentation

(defun flw--in-text-p ()
  "Non-nil where the line begins within a text."
  (nth 3 (save-excursion (syntax-ppss (line-beginning-position)))))

(defun flw--column ()
  "The column of this line, which begins outside of any text."
  (save-excursion
    (back-to-indentation)
    (let* ((closes (looking-at "[])}]"))
           (belongs (looking-at "\\(?:with\\|after\\)\\_>"))
           (open (nth 1 (syntax-ppss))))
      (if (null open)
          0
        (goto-char open)
        (let ((at (current-indentation)))
          (cond (closes at)
                (belongs (+ at flw-indent flw-indent))
                (t (+ at flw-indent))))))))

(defun flw-indent-line ()
  "Lay out this line as `flw fmt' does, outside of texts."
  (interactive)
  (if (flw--in-text-p)
      'noindent
    (let ((from-end (- (point-max) (point))))
      (indent-line-to (flw--column))
      (when (> (- (point-max) from-end) (point))
        (goto-char (- (point-max) from-end))))))

;;;; Commands

(defun flw--entities (words)
  "Names that this buffer declares by one of WORDS."
  (save-excursion
    (goto-char (point-min))
    (let ((names nil))
      (while (re-search-forward
              (concat "^" (regexp-opt words t) "[ \t]+\\([a-z_][[:alnum:]_]*\\)")
              nil t)
        (push (match-string-no-properties 2) names))
      (nreverse names))))

(defun flw--choose (words)
  "One of the names that this buffer declares by WORDS."
  (let ((names (or (flw--entities words)
                   (user-error "No %s in this file" (car words)))))
    (if (cdr names)
        (completing-read "Which: " names nil t)
      (car names))))

(defun flw-run (entity arguments)
  "Run ENTITY of this file by `flw run', with ARGUMENTS such as inputs."
  (interactive (list (flw--choose '("workflow" "launch" "task"))
                     (read-string "Inputs (--name value …): ")))
  (save-buffer)
  (compile (concat (mapconcat #'shell-quote-argument
                              (list flw-program "run" buffer-file-name entity)
                              " ")
                   " " arguments)))

(defun flw-graph (entity)
  "Draw the workflow ENTITY of this file by `flw graph'."
  (interactive (list (flw--choose '("workflow" "launch"))))
  (save-buffer)
  (let ((file buffer-file-name)
        (format (if (and (display-graphic-p) (image-type-available-p 'svg))
                    "svg"
                  "text")))
    (with-current-buffer (get-buffer-create (format "*flw %s*" entity))
      (let ((inhibit-read-only t))
        (fundamental-mode)
        (erase-buffer)
        (call-process flw-program nil t nil "graph" "--format" format file
                      entity)
        (goto-char (point-min))
        (if (string= format "svg") (image-mode) (special-mode)))
      (display-buffer (current-buffer)))))

;;;; The mode

(defconst flw--imenu
  '(("Tasks" "^\\(?:extern[ \t]+\\)?task[ \t]+\\([a-z_][[:alnum:]_]*\\)" 1)
    ("Workflows" "^workflow[ \t]+\\([a-z_][[:alnum:]_]*\\)" 1)
    ("Launch plans" "^launch[ \t]+\\([a-z_][[:alnum:]_]*\\)" 1)
    ("Types" "^\\(?:type\\|enum\\)[ \t]+\\([A-Z][[:alnum:]_]*\\)" 1)
    ("Constants" "^const[ \t]+\\([a-z_][[:alnum:]_]*\\)" 1)))

;;;###autoload
(define-derived-mode flw-mode prog-mode "flw"
  "Major mode for flw, a pipeline language for Flyte."
  (setq-local comment-start "# "
              comment-start-skip "#+[ \t]*"
              comment-end ""
              indent-tabs-mode nil
              tab-width flw-indent
              fill-column 80
              indent-line-function #'flw-indent-line
              electric-indent-chars
              (append "]})" electric-indent-chars)
              syntax-propertize-function flw--propertize
              font-lock-defaults '(flw--font-lock)
              imenu-generic-expression flw--imenu)
  (when buffer-file-name
    (setq-local compile-command
                (concat (shell-quote-argument flw-program)
                        " check --format short "
                        (shell-quote-argument
                         (file-name-nondirectory buffer-file-name))))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.flw\\'" . flw-mode))

(defun flw--contact (&rest _)
  "What eglot starts."
  (list flw-program "lsp"))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(flw-mode . flw--contact)))

(provide 'flw-mode)
;;; flw-mode.el ends here
