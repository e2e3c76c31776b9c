"""Roll-up (汇总): many units' reports taken in, matched, held together and added up."""
