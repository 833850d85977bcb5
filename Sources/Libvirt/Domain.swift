import CLibvirt
import Offload

/// A domain of a connection.
package final class Domain: Sendable {
    struct Pointer: @unchecked Sendable {
        let raw: virDomainPtr
    }

    private let pointer: Pointer
    package let name: String

    /// Takes over the reference.
    init(owning raw: virDomainPtr) {
        pointer = Pointer(raw: raw)
        name = virDomainGetName(raw).map { String(cString: $0) } ?? ""
    }

    deinit { virDomainFree(pointer.raw) }

    func call<Value: Sendable>(
        _ body: @escaping @Sendable (virDomainPtr) throws(LibvirtError) -> Value
    ) async throws(LibvirtError) -> Value {
        try await blocking { [self] () throws(LibvirtError) -> Value in try body(pointer.raw) }
    }

    package func suspend() async throws(LibvirtError) {
        _ = try await call { domain throws(LibvirtError) in try checked("virDomainSuspend", virDomainSuspend(domain)) }
    }

    package func resume() async throws(LibvirtError) {
        _ = try await call { domain throws(LibvirtError) in try checked("virDomainResume", virDomainResume(domain)) }
    }

    /// A hard reset, as by the button.
    package func reset() async throws(LibvirtError) {
        _ = try await call { domain throws(LibvirtError) in try checked("virDomainReset", virDomainReset(domain, 0)) }
    }

    /// Presses the power button: what follows is the guest's business.
    package func shutdown() async throws(LibvirtError) {
        _ = try await call { domain throws(LibvirtError) in
            try checked("virDomainShutdown", virDomainShutdown(domain))
        }
    }

    /// Ends the domain at once.
    package func destroy() async throws(LibvirtError) {
        _ = try await call { domain throws(LibvirtError) in
            try checked("virDomainDestroy", virDomainDestroy(domain))
        }
    }

    /// The XML as libvirt completed it, without secrets.
    package func xml() async throws(LibvirtError) -> String {
        try await call { domain throws(LibvirtError) in
            let text = try checked("virDomainGetXMLDesc", virDomainGetXMLDesc(domain, 0))
            defer { text.deallocate() }
            return String(cString: text)
        }
    }

    /// An element of the domain's metadata, as it was given at creation; nil when it has none in that name space.
    package func metadata(namespace: String) async throws(LibvirtError) -> String? {
        do throws(LibvirtError) {
            return try await call { domain throws(LibvirtError) in
                let text = try checked(
                    "virDomainGetMetadata",
                    virDomainGetMetadata(domain, Int32(VIR_DOMAIN_METADATA_ELEMENT.rawValue), namespace, 0))
                defer { text.deallocate() }
                return String(cString: text)
            }
        } catch  where error.code == .noMetadata {
            return nil
        }
    }

    package func state() async throws(LibvirtError) -> DomainState {
        try await call { domain throws(LibvirtError) in
            var state: Int32 = 0
            try checked("virDomainGetState", virDomainGetState(domain, &state, nil, 0))
            return DomainState(raw: state)
        }
    }
}

/// What a domain is doing.
package enum DomainState: Sendable, Hashable {
    case running
    case paused
    case shuttingDown
    case off
    case crashed
    case other(Int32)

    init(raw: Int32) {
        switch virDomainState(UInt32(bitPattern: raw)) {
        case VIR_DOMAIN_RUNNING, VIR_DOMAIN_BLOCKED: self = .running
        case VIR_DOMAIN_PAUSED, VIR_DOMAIN_PMSUSPENDED: self = .paused
        case VIR_DOMAIN_SHUTDOWN: self = .shuttingDown
        case VIR_DOMAIN_SHUTOFF: self = .off
        case VIR_DOMAIN_CRASHED: self = .crashed
        default: self = .other(raw)
        }
    }
}
