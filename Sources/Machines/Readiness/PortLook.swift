import Fixtures
import Offload

extension ReadinessWait {
    /// A server that takes a connection and never answers shall not use up the condition's whole time: the next attempt
    /// may meet a better one.
    func bounded(_ look: @escaping @Sendable () async throws -> Look) async throws -> Look {
        let limit = patience * scale
        do {
            return try await withDeadline(limit, clock: patienceClock, look)
        } catch is DeadlineExceeded {
            return .notYet("no answer within \(limit)")
        }
    }
}

extension GuestChannel {
    func look(for condition: PortCondition) async throws -> Look {
        let connection = try await connection(condition.host, condition.port)
        switch connection {
        case .success(let connection):
            await connection.close()
            return .holds
        case .failure(let error): return .notYet(error.oneLine)
        }
    }

    /// A connection from within the guest. Only what a later attempt could mend is a failure to be told.
    func connection(
        _ host: String?, _ port: UInt16
    ) async throws(MachineError) -> Result<any GuestConnection, MachineError> {
        do throws(MachineError) {
            return .success(try await connect(host: host ?? "localhost", port: port))
        } catch {
            switch error.code {
            case .unsupported, .stopped, .cancelled,
                .channelLost where error.execution == .mayHaveRun:
                throw error
            default: return .failure(error)
            }
        }
    }
}
