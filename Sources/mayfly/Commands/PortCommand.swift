import Mayfly
import Terminal

/// `mayfly port`: where a guest's port is on this host.
enum PortCommand: RunnableCommand {
    static let port = Argument("PORT", .integer(1...65535), "A TCP port of the guest.")

    static let spec = CommandSpec(
        "port", "Print the address on this host that leads to a port of a machine",
        discussion: """
            The port is forwarded through the machine's network to a free port of this host's loopback, chosen by the \
            kernel, for as long as the machine lives. Asked again, the answer is the same.
            """,
        arguments: [MachineArgument.one.spec, port.spec],
        exitCodes: [ExitCode("0", "Printed."), ExitCode("1", "No such machine, or it has no network.")],
        examples: [Example("curl http://$(mayfly port debian-12 80)/", "a web server in a kept machine")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let machine = try await MachineArgument.find(invocation)
        let found = try await machine.hostPort(of: UInt16(invocation[port]))
        Standard.output.write("127.0.0.1:\(found)\n")
        return 0
    }
}
