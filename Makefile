# 使い方は make help。 What each command does: make help.
# Works with GNU make 3.81 (macOS) and later. Every command prepares .venv/ itself.
PYTHON ?= python3
RUN = .venv/bin/python -m
UV = $(RUN) tools.uv

# Only what stands after "make": some shells export a HOST of their own, and it must not open the demo to a network.
given = $(if $(filter command,$(origin $1)),$($1))

.DEFAULT_GOAL := help
.PHONY: help demo test check format audit bench bench-map bench-texts bench-papers bench-requests bench-results bench-places bench-budgeting bench-lottery bench-surveys bench-ballots bench-backup bench-exports bench-api scale faults faults-tellings mutation fuzz lock run-environment dev-environment

help:
	@echo 'make demo    見本を動かす（HOST=0.0.0.0 で同じネットワークに公開、PORT=、POLIS=フォルダ、CHECK=1 で点検だけ）'
	@echo '             run the sample city (HOST= for the local network, PORT=, POLIS=folder, CHECK=1 to verify and stop)'
	@echo 'make test    すべてのテスト（SQLite、PostgreSQL、ブラウザ。ARGS="-k 語" で絞る）'
	@echo '             all tests on SQLite, PostgreSQL and in a browser (ARGS="-k word" to choose)'
	@echo 'make check   書式・型・依存の向き・文書・ライセンスの点検 / format, lint, types, imports, documents, licences'
	@echo 'make format  書式を整える / format the code'
	@echo 'make audit   既知の弱点のある部品を探す（ネットワークが必要） / look for vulnerable dependencies (needs the network)'
	@echo 'make bench   投票の負荷試験（SQLite と PostgreSQL） / load test of voting on both databases'
	@echo 'make bench-map 意見の地図を red-dwarf と比べる（DATA=Polisの書き出しの親フォルダー） / the opinion map against red-dwarf'
	@echo 'make bench-texts 意見のことばを調べる速さと正しさ / cost and rightness of the work on texts'
	@echo 'make bench-papers 長い文書のWord・PDF・違いの速さ / cost of a long paper for Word, as PDF, compared'
	@echo 'make bench-requests 行政依頼事務の変更を求める速さ / how fast a plan for requests is found'
	@echo 'make bench-exports 十万件の意見を持つ市のオープンデータを書き出すメモリー / memory of jukugi export over 100,000 opinions'
	@echo 'make bench-results 一万八千通の意見募集の結果を五つのファイルにする速さ / cost of the result of a public comment with 18,000 letters'
	@echo 'make bench-places 居場所が近くにある人と、次に置く所を求める速さ / how fast coverage and the next places are found'
	@echo 'make bench-budgeting 予算の投票を数える速さを pabutools と比べる（DATA=pabulibのフォルダー） / counting a vote against pabutools'
	@echo 'make bench-ballots 三十万枚の予算の投票を、データベースから数える / counting 300,000 ballots from the database'
	@echo 'make bench-backup 票100万と意見10万の控えをとり、戻す速さ / backing up and restoring a million votes and 100,000 opinions'
	@echo 'make bench-surveys 十万通のアンケートを数え、結果のページを開く速さ / cost of a survey with 100,000 sheets'
	@echo 'make bench-api 意見十万件の市で、APIに毎秒五十回頼む速さと、ファイルを送るメモリー / the API at 50 requests a second, memory of files'
	@echo 'make bench-lottery 無作為抽出の速さと正しさを sortition-algorithms と比べる / the lottery against sortition-algorithms'
	@echo 'make scale   論点1,000件・意見10,000件での速さと SQL の数（DATABASE=postgresql でも） / speed and queries at scale'
	@echo 'make faults  突然止める、ディスクを満たす、データベースを止める、時計を飛ばす：受け付けたものが残るか（DATABASE=、CASE=）'
	@echo '             kill, fill, stop and bend: is all that was acknowledged still there (DATABASE=, CASE=)'
	@echo 'make faults-tellings 知らせの最中に突然止め、二度届いた知らせがないか確かめる / kill while people are told: nobody twice'
	@echo 'make mutation 権限の確かめを一つずつ外し、気づくテストがあるか調べる（ARGS="部屋の名前" など） / drop each check of a permission: a test must notice'
	@echo 'make fuzz    フォームと取り込みのすべてに、壊れた値とファイルを送る（TIMES=回数） / hostile values and files for every form and import'
	@echo 'make lock    部品の版を決め直す / resolve the dependencies anew into requirements/*.txt'

demo: run-environment
	@$(RUN) tools.demo --host '$(or $(call given,HOST),127.0.0.1)' --port '$(or $(call given,PORT),8000)' \
	  $(if $(call given,POLIS),--polis '$(POLIS)') $(if $(filter-out 0,$(call given,CHECK)),--check)

test: dev-environment
	@$(RUN) tools.test $(ARGS)

check: dev-environment
	@$(RUN) tools.check

format: dev-environment
	@$(RUN) ruff format .
	@$(RUN) ruff check --fix .

# The reports of known weaknesses change by the hour, so this stands apart from check.
audit: run-environment
	@test -x .venv/audit/bin/pip-audit || .venv/bin/python -m venv .venv/audit
	@$(UV) pip install --quiet --python .venv/audit/bin/python --require-hashes -r requirements/audit.txt
	@.venv/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/run.txt

bench: dev-environment
	@$(RUN) bench.pages
	@$(RUN) bench.votes --serve sqlite
	@$(RUN) bench.votes --serve postgresql

# red-dwarf is compared with, not used: it stands in an environment of its own.
bench-map: dev-environment
	@test -x .venv/bench/bin/python || .venv/bin/python -m venv .venv/bench
	@$(UV) pip install --quiet --python .venv/bench/bin/python --require-hashes -r requirements/bench.txt
	@$(RUN) bench.opinion_map $(if $(call given,DATA),--data '$(DATA)')

faults: dev-environment
	@$(RUN) bench.faults $(if $(call given,DATABASE),--database '$(DATABASE)') $(if $(call given,CASE),--case $(CASE))

# 50,000 letters on each database: part of faults once, apart since faults has more to do.
faults-tellings: dev-environment
	@$(RUN) bench.tellings --database sqlite
	@$(RUN) bench.tellings --database postgresql

bench-texts: dev-environment
	@$(RUN) bench.texts $(ARGS)

bench-papers: dev-environment
	@$(RUN) bench.papers

bench-requests: dev-environment
	@$(RUN) bench.requests

bench-results: dev-environment
	@$(RUN) bench.results

bench-exports: dev-environment
	@$(RUN) bench.exports $(ARGS)

bench-places: dev-environment
	@$(RUN) bench.places

# pabutools (GPL) is compared with, not used: it stands in an environment of its own.
bench-budgeting: dev-environment
	@test -x .venv/bench-budgeting/bin/python || .venv/bin/python -m venv .venv/bench-budgeting
	@$(UV) pip install --quiet --python .venv/bench-budgeting/bin/python --require-hashes -r requirements/bench-budgeting.txt
	@$(RUN) bench.budgeting $(if $(call given,DATA),--data '$(DATA)')

# sortition-algorithms (GPL) is compared with, not used; its leximin needs Gurobi, whose licence is for trying it out.
bench-lottery: dev-environment
	@test -x .venv/bench-lottery/bin/python || .venv/bin/python -m venv .venv/bench-lottery
	@$(UV) pip install --quiet --python .venv/bench-lottery/bin/python --require-hashes -r requirements/bench-lottery.txt
	@$(RUN) bench.lottery

bench-ballots: dev-environment
	@$(RUN) bench.ballots $(if $(call given,DATABASE),--database '$(DATABASE)')

bench-backup: dev-environment
	@$(RUN) bench.backup $(if $(call given,DATABASE),--database '$(DATABASE)')

bench-surveys: dev-environment
	@$(RUN) bench.surveys $(if $(call given,DATABASE),--database '$(DATABASE)')

bench-api: dev-environment
	@$(RUN) bench.api $(if $(call given,DATABASE),--database '$(DATABASE)')

scale: dev-environment
	@$(RUN) bench.scale $(if $(call given,DATABASE),--database '$(DATABASE)')
	@$(RUN) bench.documents $(if $(call given,DATABASE),--database '$(DATABASE)')
	@$(RUN) bench.consultations $(if $(call given,DATABASE),--database '$(DATABASE)')
	@$(RUN) bench.surveys $(if $(call given,DATABASE),--database '$(DATABASE)')
	@$(RUN) bench.search $(if $(call given,DATABASE),--database '$(DATABASE)')

mutation: dev-environment
	@$(RUN) tools.mutation $(ARGS)

fuzz: dev-environment
	@JUKUGI_FUZZ=$(or $(call given,TIMES),30) $(RUN) pytest -n0 -q -s tests/test_fuzz_*.py tests/test_marked_answers.py

# Hashes, but no addresses: the same lock works with any package index (docs/decisions).
COMPILE = $(UV) pip compile --universal --python-version 3.11 --generate-hashes --quiet --upgrade --custom-compile-command 'make lock'
UV_VERSION = 0.13.9
lock: run-environment
	@echo 'uv==$(UV_VERSION)' | $(COMPILE) - -o requirements/uv.txt
	@$(COMPILE) pyproject.toml --extra build -o requirements/run.txt
	@$(COMPILE) pyproject.toml --extra build --extra dev --constraint requirements/run.txt -o requirements/dev.txt
	@echo 'red-dwarf==0.4.0' | $(COMPILE) - -o requirements/bench.txt
	@echo 'pabutools==1.2.3' | $(COMPILE) - -o requirements/bench-budgeting.txt
	@printf 'sortition-algorithms==0.12.15\ngurobipy\n' | $(COMPILE) - -o requirements/bench-lottery.txt
	@$(COMPILE) pyproject.toml --extra audit --constraint requirements/run.txt -o requirements/audit.txt

run-environment dev-environment:
	@command -v '$(PYTHON)' >/dev/null || { echo '× python3 がありません。sudo apt install python3 python3-venv を実行してください。 python3 is missing: sudo apt install python3 python3-venv' >&2; exit 1; }
	@'$(PYTHON)' -m tools.environment $(@:-environment=)
