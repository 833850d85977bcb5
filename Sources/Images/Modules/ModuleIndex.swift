/// A kernel's modules and what they need, from its `modules.dep` and `modules.builtin`.
package struct ModuleIndex: Sendable {
    private let modules: [String: KernelModule]
    private let builtin: Set<String>

    /// Reads the two files' bytes. Lines that are none of theirs are passed over.
    package init(dependencies: some Collection<UInt8>, builtin: some Collection<UInt8> = EmptyCollection()) {
        var modules: [String: KernelModule] = [:]
        for line in dependencies.split(separator: UInt8(ascii: "\n")) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon != line.startIndex else { continue }
            let needs = line[line.index(after: colon)...].split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            let module = KernelModule(
                path: String(decoding: line[..<colon], as: UTF8.self),
                needs: needs.map { String(decoding: $0, as: UTF8.self) })
            if !module.name.isEmpty { modules[module.name] = module }
        }
        self.modules = modules
        self.builtin = Set(
            builtin.split(separator: UInt8(ascii: "\n")).map {
                KernelModule.name(ofPath: String(decoding: $0, as: UTF8.self))
            })
    }

    package var names: [String] { modules.keys.sorted() }

    package func isBuiltIn(_ name: String) -> Bool { builtin.contains(KernelModule.normalized(name)) }

    package subscript(name: String) -> KernelModule? { modules[KernelModule.normalized(name)] }

    /// The files that these modules need, each once and after all that it needs itself. Built-in ones need no file.
    ///
    /// Returns the name of the first one that the kernel does not have instead, when there is such.
    package func loadOrder(of wanted: [String]) -> Result<[KernelModule], UnknownModule> {
        var order: [KernelModule] = []
        var seen: Set<String> = []
        for name in wanted {
            if isBuiltIn(name) { continue }
            guard let module = self[name] else { return .failure(UnknownModule(name: name)) }
            visit(module, &order, &seen)
        }
        return .success(order)
    }

    /// Depth first with a stack of its own: a damaged file may describe a chain as long as it likes, or a circle.
    private func visit(_ module: KernelModule, _ order: inout [KernelModule], _ seen: inout Set<String>) {
        guard seen.insert(module.name).inserted else { return }
        // depmod writes what is needed last first.
        var stack: [(module: KernelModule, rest: [String])] = [(module, module.needs)]
        while let top = stack.indices.last {
            guard let path = stack[top].rest.popLast() else {
                order.append(stack.removeLast().module)
                continue
            }
            let name = KernelModule.name(ofPath: path)
            if name.isEmpty || builtin.contains(name) || !seen.insert(name).inserted { continue }
            // A file that has no line of its own needs nothing.
            let needed = modules[name] ?? KernelModule(path: path, needs: [])
            stack.append((needed, needed.needs))
        }
    }

    package struct UnknownModule: Error, Hashable {
        package let name: String

        package init(name: String) { self.name = name }
    }
}
