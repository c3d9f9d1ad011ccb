"""What the parts hand one another: plain frozen values, with no library behind them."""
