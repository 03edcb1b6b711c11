"""What tests, the demonstration and the benchmarks share: real parts to run against, and the journey itself."""
