import Fixtures
import KubeVirt
import Machines

extension VirtualMachineInstance {
    /// What the VMI's own readiness probe asks for, as a condition beside the fixture's.
    ///
    /// A condition is met once: `successThreshold` counts nothing, and `failureThreshold` and `initialDelaySeconds` neither,
    /// for nobody acts on a machine that is not ready yet.
    func readiness() throws(MachineError) -> [ReadyCondition] {
        guard let probe = spec.readinessProbe else { return [] }
        let interval = probe.periodSeconds.flatMap { $0 > 0 ? Interval(.seconds(Int64($0))) : nil }
        if let command = probe.exec?.command, !command.isEmpty {
            return [.command(CommandCondition(.run(command), interval: interval))]
        }
        if probe.guestAgentPing != nil { return [.agent(AgentCondition(interval: interval))] }
        if let socket = probe.tcpSocket {
            let port = try Self.port(socket.port, "tcpSocket.port")
            return [.port(PortCondition(port, host: Self.host(socket.host), interval: interval))]
        }
        guard let request = probe.httpGet else { return [] }
        guard (request.scheme ?? "HTTP").uppercased() == "HTTP" else {
            throw .refused([
                StatusCause(
                    field: "spec.readinessProbe.httpGet.scheme",
                    message:
                        "https is not asked by this version; use http, tcpSocket, or exec with a program such as curl",
                    reason: .fieldValueNotSupported)
            ])
        }
        var headers: [String: String] = [:]
        for header in request.httpHeaders ?? [] { headers[header.name] = header.value }
        let path = request.path.flatMap { $0.isEmpty ? nil : $0 } ?? "/"
        return [
            .http(
                HTTPCondition(
                    port: try Self.port(request.port, "httpGet.port"), path: path.hasPrefix("/") ? path : "/" + path,
                    host: Self.host(request.host), headers: headers, interval: interval))
        ]
    }

    private static func host(_ name: String?) -> String? { name?.isEmpty ?? true ? nil : name }

    private static func port(_ port: IntOrString, _ field: String) throws(MachineError) -> UInt16 {
        let number: UInt16? =
            switch port {
            case .int(let number): UInt16(exactly: number)
            case .string(let text): UInt16(text)
            }
        if let number, number > 0 { return number }
        throw .refused([
            StatusCause(
                field: "spec.readinessProbe." + field, message: "a port's name means nothing here; write its number",
                reason: .fieldValueNotSupported)
        ])
    }
}
