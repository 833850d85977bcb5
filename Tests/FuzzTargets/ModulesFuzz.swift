import Images

/// Any bytes as modules.dep and modules.builtin: every module's load order ends, has nothing twice, and itself at the end.
package func fuzzModulesDep(_ bytes: UnsafeRawBufferPointer) {
    let half = bytes.count / 2
    let index = ModuleIndex(dependencies: bytes[half...], builtin: bytes[..<half])
    for name in index.names.prefix(64) {
        guard case .success(let order) = index.loadOrder(of: [name]) else {
            preconditionFailure("a module of the index is unknown to it")
        }
        precondition(Set(order.map(\.name)).count == order.count, "a module comes twice")
        precondition(index.isBuiltIn(name) ? order.isEmpty : order.last?.name == name, "the module does not come last")
    }
}
