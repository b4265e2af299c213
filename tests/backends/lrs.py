"""Ralph with its statements in a file: `python lrs.py PORT`.

Ralph is configured by the environment. Its file backend makes a new file for every request unless it is told to append,
and there is no setting for that, so it is told here. Nothing else is changed.
"""

import sys

import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend

FSLRSBackend.default_operation_type = BaseOperationType.APPEND

uvicorn.run("ralph.api:app", host="127.0.0.1", port=int(sys.argv[1]), access_log=False)
