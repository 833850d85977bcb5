import Base64
import Wire

/// Any bytes as an agent's answer: an error or a value, never a trap; and bytes survive base64.
package func fuzzAgentReply(_ bytes: UnsafeRawBufferPointer) {
    let input = Array(bytes)
    let json = String(decoding: input, as: UTF8.self)
    if case .value(let status)? = try? AgentReply<AgentStatus>(json: json) {
        precondition(Base64.decode(Base64.encode(status.output)) == status.output, "base64 changed an output")
    }
    _ = try? AgentReply<AgentInfo>(json: json)
    _ = try? AgentReply<AgentOSInfo>(json: json)
    _ = try? AgentReply<AgentNothing>(json: json)
    precondition(Base64.decode(Base64.encode(input)) == input, "base64 changed its bytes")
}
