"""From a journey to a page: pure functions, one module per area, all French."""
