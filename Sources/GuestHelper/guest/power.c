#include <errno.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "bytes.h"
#include "session.h"

static int command_for(unsigned action) {
    switch (action) {
    case POWER_OFF: return RB_POWER_OFF;
    case POWER_REBOOT: return RB_AUTOBOOT;
    case POWER_HALT: return RB_HALT_SYSTEM;
    }
    return 0;
}

void power_open(struct session *session, uint32_t id, const char *request, size_t size) {
    int command = size == 2 ? command_for(get16((const unsigned char *)request)) : 0;
    if (command == 0) return refuse(session, id, STAGE_REQUEST, EINVAL, "");
    // A test runs the helper on its own machine: only a host behind a virtio port may end this one.
    if (!session->is_port) return refuse(session, id, STAGE_POWER, EPERM, "only through a virtio port");
    struct stream stream = {.session = session, .id = id};
    stream_send(&stream, FRAME_STARTED, 0, "\0\0\0\0", 4);
    output_flush(&session->output, session->fd);
    sync();
    reboot(command);
    refuse(session, id, STAGE_POWER, errno, "");
}
