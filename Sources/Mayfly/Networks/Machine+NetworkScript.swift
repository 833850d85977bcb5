import Machines
import Offload

extension Machine {
    /// How long a guest may take for its place in a network; written for KVM.
    private static let networkLimit = Duration.seconds(60)

    /// Has the guest run the network's script.
    func take(_ arguments: [String], as name: String) async throws {
        let limit = Self.networkLimit * accelerator.deadlineScale
        do {
            let result = try await withDeadline(limit) {
                let channel = try await self.channel()
                // Helper and agent are root; who logs in has to become it.
                let user = channel.kind == .ssh ? "root" : nil
                return try await channel.look(with: Command("/bin/sh", arguments, user: user))
            }
            guard case .exited(0) = result.termination else {
                let words = result.errorOutput.split(whereSeparator: \.isNewline).last.map(String.init)
                throw MachineError(.unsupported, words ?? "its shell said nothing of why")
            }
        } catch is DeadlineExceeded {
            throw MachineError(
                .timedOut, "it did not take its place as ‘\(name)’ in the network within \(limit)", machine: self.name)
        } catch {
            let reason = MachineError.wrapping(
                error, .unsupported, "it cannot be told; is the guest helper, its agent or an SSH server in the image?")
            throw MachineError(
                reason.code, "it did not take its place as ‘\(name)’ in the network", machine: self.name, cause: reason)
        }
    }
}
