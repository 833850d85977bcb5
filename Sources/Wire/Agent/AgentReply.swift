/// What the guest agent answered: a value, or its own error.
package enum AgentReply<Value: AgentValue>: Sendable {
    case value(Value)
    case failed(AgentFailure)

    /// Reads an answer. The guest is not trusted: anything else is an error here.
    package init(json: String) throws(WireError) {
        guard json.utf8.count <= 64 << 20 else { throw WireError(.tooLarge, "the guest agent's answer is too large") }
        let message = try JSONParser.value(of: json)
        if let error = message["error"] {
            guard let kind = error["class"]?.text, let description = error["desc"]?.text else {
                throw WireError(.badMessage, "the guest agent's error has no class or description")
            }
            self = .failed(AgentFailure(kind: kind, description: description))
            return
        }
        guard let result = message["return"], let value = Value(AgentFields(result)) else {
            throw WireError(
                .badMessage, "the guest agent's answer is not understood: \(json.prefix(200).debugDescription)")
        }
        self = .value(value)
    }
}

/// What a command of the agent's answers with.
package protocol AgentValue: Sendable, Hashable {
    /// Nil when the fields are not those of this value.
    init?(_ fields: AgentFields)
}

/// The members of an answer.
package struct AgentFields: Sendable {
    let value: JSONValue

    init(_ value: JSONValue) { self.value = value }
}

/// An error of the agent's.
package struct AgentFailure: Sendable, Hashable {
    package let kind: String
    package let description: String

    /// The command is unknown to this agent, or its configuration forbids it.
    package var isRefusal: Bool {
        kind == "CommandNotFound" || description.contains("disabled") || description.contains("not allowed")
            || description.contains("has not been found")
    }
}
