import Base64

/// A request to the QEMU guest agent: its command's name and arguments.
package struct AgentRequest: Sendable, Hashable {
    package let name: String
    private let arguments: [String: JSONValue]

    package static let ping = AgentRequest(name: "guest-ping", arguments: [:])
    package static let info = AgentRequest(name: "guest-info", arguments: [:])
    package static let osInfo = AgentRequest(name: "guest-get-osinfo", arguments: [:])

    /// Starts a program; what it writes is kept by the agent, up to 16 MiB an output, when `capture` says so.
    package static func exec(
        _ path: String, _ words: [String], input: [UInt8]? = nil, capture: Bool = true
    ) -> AgentRequest {
        var arguments: [String: JSONValue] = [
            "path": .text(path), "arg": .list(words.map(JSONValue.text)), "capture-output": .truth(capture),
        ]
        if let input { arguments["input-data"] = .text(Base64.encode(input)) }
        return AgentRequest(name: "guest-exec", arguments: arguments)
    }

    package static func execStatus(_ pid: Int64) -> AgentRequest {
        AgentRequest(name: "guest-exec-status", arguments: ["pid": .number(pid)])
    }

    /// Has no answer when it succeeds. Modes: powerdown, reboot, halt.
    package static func shutdown(_ mode: String) -> AgentRequest {
        AgentRequest(name: "guest-shutdown", arguments: ["mode": .text(mode)])
    }

    /// Adds public keys to those that log a user in.
    package static func addAuthorizedKeys(_ keys: [String], user: String) -> AgentRequest {
        AgentRequest(
            name: "guest-ssh-add-authorized-keys",
            arguments: ["username": .text(user), "keys": .list(keys.map(JSONValue.text))])
    }

    /// Sets a user's password, given as it is.
    package static func setPassword(_ password: [UInt8], user: String) -> AgentRequest {
        AgentRequest(
            name: "guest-set-user-password",
            arguments: [
                "username": .text(user), "password": .text(Base64.encode(password)), "crypted": .truth(false),
            ])
    }

    /// The request as one line of JSON.
    package var json: String {
        var members: [String: JSONValue] = ["execute": .text(name)]
        if !arguments.isEmpty { members["arguments"] = .object(arguments) }
        return JSONValue.object(members).encoded
    }
}
