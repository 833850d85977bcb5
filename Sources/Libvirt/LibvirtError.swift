import CLibvirt

/// A failed libvirt call, with libvirt's own words.
package struct LibvirtError: Error, Sendable, CustomStringConvertible {
    /// libvirt's error number: a struct, so that unknown ones pass through.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32
        package init(rawValue: Int32) { self.rawValue = rawValue }

        package static let noDomain = Code(rawValue: Int32(VIR_ERR_NO_DOMAIN.rawValue))
        package static let operationInvalid = Code(rawValue: Int32(VIR_ERR_OPERATION_INVALID.rawValue))
        package static let internalError = Code(rawValue: Int32(VIR_ERR_INTERNAL_ERROR.rawValue))
        package static let rpc = Code(rawValue: Int32(VIR_ERR_RPC.rawValue))
        package static let system = Code(rawValue: Int32(VIR_ERR_SYSTEM_ERROR.rawValue))
        package static let noMetadata = Code(rawValue: Int32(VIR_ERR_NO_DOMAIN_METADATA.rawValue))
        package static let agentUnresponsive = Code(rawValue: Int32(VIR_ERR_AGENT_UNRESPONSIVE.rawValue))
        package static let invalidConnection = Code(rawValue: Int32(VIR_ERR_INVALID_CONN.rawValue))
    }

    package let call: String
    package let code: Code
    package let message: String

    package var description: String { "\(call): \(message)" }

    /// Whether the daemon is gone, rather than the request wrong.
    package var isConnectionLost: Bool {
        code == .rpc || code == .invalidConnection
            || (code == .internalError && message.contains("client socket is closed"))
            || (code == .system && message.contains("libvirt-sock"))
            || message.contains("Cannot write data") || message.contains("End of file while reading data")
    }

    /// What the last call on this thread failed with. libvirt keeps errors by thread: ask in the call's own closure.
    static func last(_ call: String) -> LibvirtError {
        guard let error = virGetLastError() else {
            return LibvirtError(call: call, code: .internalError, message: "failed without a reason")
        }
        let message = error.pointee.message.map { String(cString: $0) } ?? "failed without a reason"
        return LibvirtError(call: call, code: Code(rawValue: error.pointee.code), message: message)
    }
}

/// Turns -1 into an error.
@discardableResult
func checked(_ call: String, _ result: Int32) throws(LibvirtError) -> Int32 {
    if result < 0 { throw .last(call) }
    return result
}

/// Turns NULL into an error.
func checked<Pointer>(_ call: String, _ result: Pointer?) throws(LibvirtError) -> Pointer {
    guard let result else { throw .last(call) }
    return result
}
