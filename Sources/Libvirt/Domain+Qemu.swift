import CLibvirt
import Offload

extension Domain {
    /// Sends a command, as JSON, to the guest agent and returns its answer. The guest's own error is thrown in libvirt's
    /// words; an agent that does not answer in time is one too. Whole seconds, at least one.
    package func agentCommand(_ json: String, timeout: Duration) async throws(LibvirtError) -> String {
        let seconds = Int32(clamping: max(1, timeout.components.seconds))
        return try await call { domain throws(LibvirtError) in
            let text = try checked(
                "virDomainQemuAgentCommand", virDomainQemuAgentCommand(domain, json, seconds, 0))
            defer { text.deallocate() }
            return String(cString: text)
        }
    }

    /// Gives QEMU's monitor a line for humans, as `hostfwd_add` is one, and returns its answer. A line that QEMU refuses
    /// has the reason as its answer, and is no error here.
    package func monitorCommand(_ line: String) async throws(LibvirtError) -> String {
        try await call { domain throws(LibvirtError) in
            var answer: UnsafeMutablePointer<CChar>?
            let flags = VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP.rawValue
            try checked(
                "virDomainQemuMonitorCommand", virDomainQemuMonitorCommand(domain, line, &answer, flags))
            defer { answer?.deallocate() }
            return answer.map { String(cString: $0) } ?? ""
        }
    }
}
