"""Roll-up (汇总): many units' reports taken in, matched, compared, added up."""
