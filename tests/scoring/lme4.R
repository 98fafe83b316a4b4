# Writes lme4_ballots.csv and lme4_blup.csv beside this script, which tests/scoring/test_lme4.py
# reads: what R's lme4 makes of two public data sets of different shape.
#
#   Rscript tests/scoring/lme4.R        (Debian: apt-get install r-cran-lme4)
#
# Penicillin: 24 plates x 6 samples, all crossed (Davies and Goldsmith 1972).
# InstEval: lectures of one department at ETH Zurich, rated by students who each saw a few.
library(lme4)

folder <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
one <- subset(InstEval, dept == "5" & as.integer(as.character(s)) <= 700)
one <- one[!duplicated(one[c("d", "s")]), ]
sets <- list(
  insteval = data.frame(project = one$d, juror = one$s, y = one$y),
  penicillin = data.frame(project = Penicillin$plate, juror = Penicillin$sample,
                          y = Penicillin$diameter)
)
# The default optimiser stops at 1e-6 of the deviance, which is coarser than what is tested.
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-11, maxfun = 1e5))

ballots <- blups <- NULL
for (name in names(sets)) {
  data <- sets[[name]]
  fit <- lmer(y ~ 1 + (1 | project) + (1 | juror), data = data, REML = TRUE, control = control)
  print(VarCorr(fit))
  ballots <- rbind(ballots, data.frame(data = name, project = data$project, juror = data$juror,
                                       c1 = data$y))
  for (kind in c("project", "juror")) {
    effects <- ranef(fit)[[kind]]
    blups <- rbind(blups, data.frame(data = name, kind = kind, id = rownames(effects),
                                     blup = sprintf("%.12f", effects[[1]])))
  }
}
write.csv(ballots, file.path(folder, "lme4_ballots.csv"), row.names = FALSE, quote = FALSE)
write.csv(blups, file.path(folder, "lme4_blup.csv"), row.names = FALSE, quote = FALSE)
