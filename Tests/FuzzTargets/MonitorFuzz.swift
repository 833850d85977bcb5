import Wire

/// Any bytes as QEMU's answer: an error or a value, never a trap; and any text can be told to QEMU on a line of JSON.
package func fuzzMonitorReply(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    switch try? MonitorReply(json: text) {
    case .done(let result)?:
        if let transfer = result.transfer {
            precondition(!(transfer.isDone && transfer.hasFailed), "done and failed: \(transfer)")
        }
        precondition(result.blockFiles.count <= bytes.count, "more nodes than bytes can name")
    case .failed?, nil: break
    }
    for command in [MonitorCommand.takeFile(text), .save(toSocket: text), .overlay([(text, text, text)])] {
        let line = command.encoded
        precondition(!line.utf8.contains(UInt8(ascii: "\n")), "more than a line: \(line)")
        precondition((try? MonitorReply(json: #"{"return":\#(line)}"#)) != nil, "no JSON: \(line)")
    }
}
