extension DomainSpec.CPU {
    /// Virtual processors in all; what is unset counts as 1, what no host has counts as `Int.max`.
    public var count: Int {
        [sockets, cores, threads].reduce(1) { product, factor in
            let (result, overflow) = product.multipliedReportingOverflow(by: Int(factor ?? 1))
            return overflow ? .max : result
        }
    }
}
