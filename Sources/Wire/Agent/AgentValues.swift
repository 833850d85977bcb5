import Base64

/// An answer that says nothing but that it was done.
package struct AgentNothing: AgentValue {
    package init?(_ fields: AgentFields) {}
}

/// What the agent is and which commands it takes.
package struct AgentInfo: AgentValue {
    package let version: String
    private let enabled: Set<String>

    package init?(_ fields: AgentFields) {
        guard let version = fields.value["version"]?.text, let commands = fields.value["supported_commands"]?.list
        else { return nil }
        self.version = version
        enabled = Set(commands.filter { $0["enabled"]?.truth == true }.compactMap { $0["name"]?.text })
    }

    package func enables(_ name: String) -> Bool { enabled.contains(name) }
}

/// The guest's operating system, as far as it says so.
package struct AgentOSInfo: AgentValue {
    package let id: String?
    package let name: String?
    package let prettyName: String?
    package let version: String?
    package let versionID: String?
    package let machine: String?
    package let kernelRelease: String?
    package let kernelVersion: String?

    package init?(_ fields: AgentFields) {
        func text(_ name: String) -> String? { fields.value[name]?.text }
        id = text("id")
        name = text("name")
        prettyName = text("pretty-name")
        version = text("version")
        versionID = text("version-id")
        machine = text("machine")
        kernelRelease = text("kernel-release")
        kernelVersion = text("kernel-version")
    }
}

/// A program that the agent started.
package struct AgentProcessID: AgentValue {
    package let pid: Int64

    package init?(_ fields: AgentFields) {
        guard let pid = fields.value["pid"]?.number, pid > 1 else { return nil }
        self.pid = pid
    }
}

/// How far a program of the agent's has come. Once it said that it exited, the agent has forgotten it.
package struct AgentStatus: AgentValue {
    package let exited: Bool
    package let exitcode: Int32?
    package let signal: Int32?
    package let output: [UInt8]
    package let error: [UInt8]
    /// An output was longer than the agent keeps.
    package let isTruncated: Bool

    package init?(_ fields: AgentFields) {
        let value = fields.value
        guard let exited = value["exited"]?.truth else { return nil }
        self.exited = exited
        func number(_ name: String) -> Int32?? {
            guard let member = value[name] else { return .some(nil) }
            return member.number.flatMap { Int32(exactly: $0) }.map { .some($0) } ?? .none
        }
        func bytes(_ name: String) -> [UInt8]? {
            guard let member = value[name] else { return [] }
            return member.text.flatMap(Base64.decode)
        }
        guard let exitcode = number("exitcode"), let signal = number("signal"), let output = bytes("out-data"),
            let error = bytes("err-data")
        else { return nil }
        (self.exitcode, self.signal, self.output, self.error) = (exitcode, signal, output, error)
        isTruncated = value["out-truncated"]?.truth == true || value["err-truncated"]?.truth == true
    }
}
