;;; emacs.el --- flw-mode and eglot, headless  -*- lexical-binding: t; -*-

;; FLW=flw PROJECT=copy emacs -Q --batch -L editors/emacs -l emacs.el
;;
;; eglot is part of Emacs from 29 on, elpa-eglot of Debian before.

;;; Code:

(dolist (folder (file-expand-wildcards
                 "/usr/share/emacs/site-lisp/elpa*/*" t))
  (add-to-list 'load-path folder))
(require 'ert)
(require 'eglot)
(require 'flymake)
(require 'flw-mode)

(defvar flw-test-project (file-name-as-directory (getenv "PROJECT")))
(setq flw-program (getenv "FLW")
      eglot-sync-connect 10
      eglot-send-changes-idle-time 0
      make-backup-files nil
      create-lockfiles nil
      project-find-functions
      (list (lambda (_) (cons 'transient flw-test-project))))

(defun flw-test-wait (what condition)
  "Wait until CONDITION holds, or fail saying that there was no WHAT."
  (let ((end (+ (float-time) 10)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "no %s within 10 s" what))
      (accept-process-output nil 0.02))))

(defun flw-test-open (file)
  "Open FILE of the project, with its server."
  (find-file (concat flw-test-project file))
  (should (eq major-mode 'flw-mode))
  (unless (eglot-current-server)
    (apply #'eglot (eglot--guess-contact)))
  (flymake-mode 1))

(defun flw-test-diagnostics (count)
  "The texts of COUNT diagnostics of this buffer, in their order."
  (flw-test-wait (format "%d diagnostics" count)
                 (lambda ()
                   (flymake-start)
                   (= (length (flymake-diagnostics)) count)))
  (mapcar #'flymake-diagnostic-text
          (sort (flymake-diagnostics)
                (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun flw-test-go (text)
  "Put point behind TEXT."
  (goto-char (point-min))
  (search-forward text))

(ert-deftest flw-1-diagnostics ()
  (flw-test-open "broken.flw")
  (let ((found (flw-test-diagnostics 2)))
    (should (string-match-p "wants file<csv>, found datetime" (nth 0 found)))
    (should (string-match-p "has no `cuont`" (nth 1 found))))
  (flw-test-go "cuont")
  (replace-match "count")
  (flw-test-wait
   "second mistake of its kind"
   (lambda ()
     (eglot--signal-textDocument/didChange)
     (flymake-start)
     (= 2 (seq-count (lambda (one) (string-match-p "found datetime" one))
                     (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))))))

(ert-deftest flw-2-hover ()
  (flw-test-open "main.flw")
  (flw-test-go "trips.fe")
  (let ((shown nil))
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
    (flw-test-wait "hover" (lambda () shown))
    (should (string-match-p "task fetch(" (format "%s" shown)))
    (should (string-match-p "The trips of one day" (format "%s" shown)))))

(ert-deftest flw-3-definition ()
  (flw-test-open "main.flw")
  (flw-test-go "trips.fe")
  (call-interactively #'xref-find-definitions)
  (should (equal (file-name-nondirectory buffer-file-name) "trips.flw"))
  (should (string-prefix-p "task fetch("
                           (buffer-substring (line-beginning-position)
                                             (line-end-position)))))

(ert-deftest flw-4-completion ()
  (flw-test-open "main.flw")
  (flw-test-go "n = trips.")
  (let* ((found (eglot-completion-at-point))
         (names (all-completions "" (nth 2 found))))
    (dolist (name '("fetch" "count" "Region"))
      (should (member name (mapcar (lambda (one) (string-trim one)) names))))))

(ert-deftest flw-5-format ()
  (flw-test-open "untidy.flw")
  (eglot-format-buffer)
  (should (string-prefix-p "workflow untidy(day: datetime) -> (n: int) {\n  n = trips.count("
                           (buffer-string))))

(ert-deftest flw-6-rename ()
  ;; What another buffer has not told yet is told first.
  (with-current-buffer (find-file-noselect (concat flw-test-project "untidy.flw"))
    (eglot--signal-textDocument/didChange))
  (flw-test-open "main.flw")
  (flw-test-go "trips.fe")
  (eglot-rename "load")
  (should (save-excursion (flw-test-go "trips.load(region, day)")))
  (with-current-buffer (find-file-noselect (concat flw-test-project "trips.flw"))
    (should (save-excursion (flw-test-go "task load(")))))

(ert-deftest flw-6b-graph ()
  (flw-test-open "untidy.flw")
  (flw-graph "untidy")
  (with-current-buffer "*flw untidy*"
    (should (string-match-p "trips.count" (buffer-string)))))

(ert-deftest flw-7-shutdown ()
  (flw-test-open "main.flw")
  (let ((process (jsonrpc--process (eglot-current-server))))
    (should (process-live-p process))
    (eglot-shutdown (eglot-current-server))
    (flw-test-wait "end" (lambda () (not (process-live-p process))))))

(ert-deftest flw-indent ()
  "Every example, its indentation lost, is laid out again as it was."
  (dolist (file (file-expand-wildcards (concat (getenv "EXAMPLES") "/*/*.flw")))
    (with-temp-buffer
      (insert-file-contents file)
      (let ((whole (buffer-string))
            (inhibit-message t))
        (flw-mode)
        (goto-char (point-min))
        (while (not (eobp))
          (unless (flw--in-text-p) (delete-horizontal-space))
          (forward-line))
        (should-not (equal (buffer-string) whole))
        (indent-region (point-min) (point-max))
        (should (equal (buffer-string) whole))))))

(ert-deftest flw-colours ()
  "Words are words where they are, and names elsewhere."
  (with-temp-buffer
    (insert "task fetch(on: Region, n: int) -> (x: file<csv>) # no \"text\n"
            "using shell { image: \"a:1\", script: r\"\"\"\n  echo \"$n\" 'open\n\"\"\" }\n"
            "const pattern = r\"\\d\\\" # comment\n")
    (flw-mode)
    (font-lock-ensure)
    (pcase-dolist (`(,text ,face)
                   '(("task" font-lock-keyword-face)
                     ("fetch" font-lock-function-name-face)
                     ("on" nil)
                     ("Region" font-lock-type-face)
                     ("int" font-lock-type-face)
                     ("no \"text" font-lock-comment-face)
                     ("using" font-lock-keyword-face)
                     ("image" nil)
                     ("'open" font-lock-string-face)
                     ("const" font-lock-keyword-face)
                     ("pattern" font-lock-variable-name-face)
                     ("comment" font-lock-comment-face)))
      (goto-char (point-min))
      (re-search-forward (concat "\\(?:^\\|[^[:alnum:]]\\)\\("
                                 (regexp-quote text) "\\)"))
      (should (equal (cons text (get-text-property (match-beginning 1) 'face))
                     (cons text face))))))

(let ((inhibit-message nil))
  (ert-run-tests-batch-and-exit t))
;;; emacs.el ends here
