# The same names as dev.py, for the habit: `make test`, `make test ARGS=--long`.
COMMANDS = run test setup lint assets lock bench audit clean
.PHONY: $(COMMANDS)
$(COMMANDS):
	python3 dev.py $@ $(ARGS)
