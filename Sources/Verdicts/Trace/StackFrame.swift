/// A place in the kernel's code, as its reports have it: `func+0x12/0x34 [module]`.
package struct StackFrame: Sendable, Hashable, Codable {
    package enum Role: String, Sendable, Hashable, Codable {
        /// Where the processor was: RIP, pc, epc, NIP.
        case counter
        /// Where it would have returned to: lr, ra.
        case link
        /// A caller: where it will return to.
        case call
    }

    package var function: String
    package var offset: UInt64
    package var size: UInt64
    package var module: String?
    package var role: Role
    /// False where the kernel only found the address on the stack (`? func+…`, `(unreliable)`).
    package var isReliable: Bool

    package init(
        _ function: String, offset: UInt64, size: UInt64, module: String? = nil, role: Role = .call,
        isReliable: Bool = true
    ) {
        self.function = function
        self.offset = offset
        self.size = size
        self.module = module
        self.role = role
        self.isReliable = isReliable
    }
}

extension StackFrame: CustomStringConvertible {
    package var description: String {
        "\(function)+0x\(String(offset, radix: 16))/0x\(String(size, radix: 16))" + (module.map { " [\($0)]" } ?? "")
    }
}
